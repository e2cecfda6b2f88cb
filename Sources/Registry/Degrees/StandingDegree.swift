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
        guard let (standing, isCompromised) = try version(row: row, in: connection) else {
            return nil
        }
        if !isCompromised { return standing }
        let event = try Self.event(.superseded, note: "key compromised", by: actor, at: now)
        try set(.superseded(since: now), of: standing, in: connection)
        try event.leave(at: standing.code.address, in: connection)
        return nil
    }

    /// Returns the version that `standing` would return, and changes nothing.
    func wouldStand(row: Int64, in connection: Connection) throws -> SealedRow? {
        guard let (standing, isCompromised) = try version(row: row, in: connection) else {
            return nil
        }
        return isCompromised ? nil : standing
    }

    private func version(
        row: Int64,
        in connection: Connection
    ) throws -> (standing: SealedRow, isCompromised: Bool)? {
        let found = try connection.first(
            """
            SELECT \(UncheckedRow.columns)
            FROM degree
            WHERE graduate = \(row) AND replaced = 0
            """
        ) { try unchecked($0) }
        guard let found else { return nil }
        let (standing, state) = try checked(found)
        if state.verifies { return (standing, false) }
        guard case .compromised = state, standing.status == .active else {
            throw RegistryError.keyUnusable(id: standing.key.id)
        }
        return (standing, true)
    }

    private static let aside = PreparedSQL(
        """
        SELECT id
        FROM degree
        WHERE graduate = ? AND replaced <> 0
        LIMIT 1
        """
    )

    /// Requires that every version out of the way was superseded, as its seal says.
    ///
    /// Whoever can write the database could otherwise push a revoked version aside and have the document
    /// issued anew.
    func requireSuperseded(row: Int64, in connection: Connection) throws {
        guard try connection.first(Self.aside, row, { try $0.int(0) }) != nil else { return }
        let versions = try connection.all(
            """
            SELECT \(UncheckedRow.columns)
            FROM degree
            WHERE graduate = \(row) AND replaced <> 0
            """
        ) { try unchecked($0) }
        // One whose key is gone can be read by nobody any more, and is as good as deleted.
        for version in versions where version.keyID.flatMap(keyring.current.codeKey) != nil {
            guard case .superseded = try checked(version).row.status else {
                observer.notice(.tampering)
                throw RegistryError.integrityFailure
            }
        }
    }
}
