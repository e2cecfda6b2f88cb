import Persian
import Store
import VerifyCore

extension Registry {
    /// The version of a document that stands; nil when none was issued.
    ///
    /// One whose key is known to others is taken out of the way and is nil too: its code will never be
    /// answered as valid, so the document needs another, and issuing it again makes that. Only one in
    /// force is; what was revoked or suspended under such a key has to be decided by hand.
    func standing(
        row: Int64,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> SealedRow? {
        let found = try connection.first(
            """
            SELECT \(UncheckedRow.columns)
            FROM degree
            WHERE graduate = \(row) AND replaced = 0
            """
        ) { try UncheckedRow($0) }
        guard let found else { return nil }
        let (standing, state) = try checked(found)
        if state.verifies { return standing }
        guard case .compromised = state, standing.status == .active else {
            throw RegistryError.keyUnusable(id: standing.key.id)
        }
        let event = try Self.event(.superseded, note: "key compromised", by: actor, at: now)
        try set(.superseded(since: now), of: standing, in: connection)
        try event.leave(at: standing.code.address, in: connection)
        return nil
    }
}
