import Persian
import Store
import VerifyCore

/// The current version of a document.
enum CurrentDegree {
    /// No version was issued.
    case none
    /// A version that stands.
    case standing(SealedRow)
    /// A version in force under a compromised key, which was superseded just now: its code is never answered
    /// as valid, so the document needs another one.
    case displaced(RecordID)

    /// The version that stands; nil when the document needs one.
    var standing: SealedRow? {
        switch self {
        case .standing(let row): row
        case .none, .displaced: nil
        }
    }
}

extension Registry {
    /// Returns the current version of a document; supersedes one that is in force under a compromised key.
    ///
    /// A version that was revoked or suspended under such a key has to be decided by hand (`.keyUnusable`).
    func currentDegree(
        row: Int64,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> CurrentDegree {
        guard let (current, isCompromised) = try readCurrent(row: row, in: connection) else {
            return .none
        }
        if !isCompromised { return .standing(current) }
        let event = try Self.event(.superseded, note: "key compromised", by: actor, at: now)
        try set(.superseded(since: now), of: current, in: connection)
        try event.insert(at: current.code.address, in: connection)
        return .displaced(current.record.uuid)
    }

    /// Returns the version that stands as `currentDegree` would, and changes nothing.
    func previewCurrentDegree(row: Int64, in connection: Connection) throws -> SealedRow? {
        guard let (current, isCompromised) = try readCurrent(row: row, in: connection) else {
            return nil
        }
        return isCompromised ? nil : current
    }

    private func readCurrent(
        row: Int64,
        in connection: Connection
    ) throws -> (current: SealedRow, isCompromised: Bool)? {
        let found = try connection.first(
            """
            SELECT \(UncheckedRow.columns)
            FROM degree
            WHERE graduate = \(row) AND replaced = 0
            """
        ) { try unchecked($0) }
        guard let found else { return nil }
        let (current, state) = try checked(found)
        if state.verifies { return (current, false) }
        guard case .compromised = state, current.status == .active else {
            throw RegistryError.keyUnusable(id: current.key.id)
        }
        return (current, true)
    }

    private static let superseded = PreparedSQL { (row: Int64) in
        "SELECT id FROM degree WHERE graduate = \(row) AND replaced <> 0 LIMIT 1"
    }

    /// Requires that every version marked as replaced was superseded, by its seal.
    ///
    /// An attacker who can write the database could otherwise mark a revoked version as replaced and have
    /// the document issued again.
    func requireSuperseded(row: Int64, in connection: Connection) throws {
        guard try connection.first(Self.superseded(row), { try $0.int(0) }) != nil else { return }
        let versions = try connection.all(
            """
            SELECT \(UncheckedRow.columns)
            FROM degree
            WHERE graduate = \(row) AND replaced <> 0
            """
        ) { try unchecked($0) }
        // A version whose key is destroyed can no longer be checked; it counts as deleted.
        for version in versions where version.keyID.flatMap(keyring.current.codeKey) != nil {
            guard case .superseded = try checked(version).row.status else {
                observer.notice(.tampering)
                throw RegistryError.integrityFailure
            }
        }
    }
}
