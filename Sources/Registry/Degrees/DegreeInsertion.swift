import Persian
import Store
import VerifyCore

extension Registry {
    /// Inserts a degree at the first of its locators that is free.
    func insertAtFreeLocator(
        _ minted: MintedDegree,
        row: Int64,
        by actor: Actor,
        in connection: Connection
    ) throws -> IssuedDegree {
        var minted = minted
        // With a billion locators a key, 32 taken ones in a row mean that the schema refuses the row for
        // another reason.
        for _ in 0..<32 {
            if try insert(minted, row: row, by: actor, in: connection) {
                try issued(minted.record, connection)
                return IssuedDegree(minted, host: host)
            }
            minted = try minted.atNextLocator()
        }
        throw StoreError.conflict
    }

    private static let insertion = PreparedSQL {
        (minted: MintedDegree, row: Int64, actor: Actor) in
        """
        INSERT INTO degree (
            id, uuid, graduate, record, token, row_mac, issued_at, issued_by, document, seal,
            decision
        )
        VALUES (
            \(minted.code.address), \(minted.record.uuid.bytes), \(row), \(minted.recordBytes),
            \(minted.token), \(minted.rowMAC), \(minted.issuedAt.description), \(actor.label),
            \(minted.document), \(minted.seal(row: row, by: actor)), \(minted.record.decision)
        )
        ON CONFLICT DO NOTHING
        """
    }

    /// Inserts the row; returns false when the locator is taken or the document has a current version.
    private func insert(
        _ minted: MintedDegree,
        row: Int64,
        by actor: Actor,
        in connection: Connection
    ) throws -> Bool {
        try connection.execute(Self.insertion(minted, row, actor)) == 1
    }
}
