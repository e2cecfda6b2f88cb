package import Accounts
package import Persian
package import Store
package import VerifyCore

/// Uploaded files: received in chunks, stripped, encrypted, and read back in chunks.
///
/// A file without a case belongs to the person who uploaded it, and is deleted after `DocumentLimit.unusedSeconds`. The
/// first move that uses it gives it to the case; equal files of a case are one row, and no file belongs to two cases.
package struct Documents: Sendable {
    /// The database.
    package let database: Database
    /// The keys.
    package let keyring: LiveKeyring
    /// Called for each row that was used and whose seal is not intact.
    let alarm: @Sendable (Keyring.SealVerdict) -> Void

    /// The documents of a database.
    package init(
        database: Database,
        keyring: LiveKeyring,
        alarm: @escaping @Sendable (Keyring.SealVerdict) -> Void = { _ in }
    ) {
        self.database = database
        self.keyring = keyring
        self.alarm = alarm
    }

    /// Begins to receive a file that a person uploads; nothing is written before its first chunk is full.
    package func intake(by owner: PersonID, at now: Timestamp) -> DocumentIntake {
        DocumentIntake(self, owner: owner, at: now)
    }

    /// Returns a document; nil for an unknown id and for one whose bytes have not come completely.
    ///
    /// - Throws: `CaseError.integrityFailure`; `MissingKey`; `StoreError`.
    package func document(_ id: String) async throws -> StoredDocument? {
        try await database.read { try document(id, in: $0) }
    }

    /// Returns the bytes of a document, chunk by chunk.
    package func bytes(of document: StoredDocument) -> DocumentBytes {
        DocumentBytes(documents: self, document: document)
    }

    /// Returns a document in a transaction.
    func document(_ id: String, in connection: Connection) throws -> StoredDocument? {
        try row(id, in: connection)?.document()
    }

    /// Returns a row whose seal is intact; nil when there is none.
    func row(_ id: String, in connection: Connection) throws -> DocumentRow? {
        guard let row = try DocumentRow.find(id, in: connection) else { return nil }
        try require(row)
        return row
    }

    /// Refuses a row whose seal is not intact.
    func require(_ row: DocumentRow) throws {
        try keyring.current.requireIntact(row.statement, row.seal, row.name, alarm: alarm)
    }
}
