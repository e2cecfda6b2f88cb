package import Persian
import Store
import VerifyCore

/// The links of a degree, for its holder.
extension Registry {
    /// The links that are kept of one version: those that ended a year ago are deleted when another is made.
    private static let mostShares = 200
    private static let keptAfterEnd: Int64 = 366 * 86_400

    /// Makes a link that shows chosen fields of a degree.
    ///
    /// `person`: The id of the person who makes it.
    ///
    /// - Throws: `RegistryError.integrityFailure`; `.keyUnusable`; `.noActiveKey`; `MissingKey`.
    package func share(
        _ draft: ShareDraft,
        ofDegree id: String,
        heldBy numbers: Set<HolderIdentity>,
        person: String,
        at now: Timestamp
    ) async throws -> ShareMaking {
        let keys = keyring.current
        let grantID = RecordID(at: now).description
        let token = ShareSecrets.newToken()
        let pin = draft.hasPIN ? ShareSecrets.newPIN() : nil
        let tokenMAC = try ShareSecrets.mac(ofToken: token, by: keys)
        let pinMAC = try pin.map { try ShareSecrets.mac(ofPIN: $0, of: grantID, by: keys) }
        return try await database.write { connection in
            guard let degree = try heldRow(id, by: numbers, in: connection) else {
                return .noDegree
            }
            guard degree.status == .active else { return .notInForce }
            let uuid = degree.record.uuid
            let oldest = now.adding(seconds: -Self.keptAfterEnd).description
            try connection.execute(
                """
                DELETE FROM share_grant
                WHERE degree_version = \(uuid.description) AND expires_at < \(oldest)
                """
            )
            let count = try connection.first(
                "SELECT count(*) FROM share_grant WHERE degree_version = \(uuid.description)"
            ) { try $0.int(0) }
            guard (count ?? 0) < Self.mostShares else { return .tooMany }
            var row = ShareGrantRow(
                draft,
                id: grantID,
                of: uuid,
                by: person,
                tokenMAC: tokenMAC,
                pinMAC: pinMAC,
                at: now
            )
            row.seal = try seal(row.statement)
            try row.insert(in: connection)
            guard let grant = row.grant(at: now) else { throw RegistryError.integrityFailure }
            return .made(NewShare(grant: grant, token: token, pin: pin))
        }
    }

    /// Returns the links of a degree, newest first; nil when there is no degree, and for that of another holder.
    ///
    /// A row that was changed by hand is absent.
    ///
    /// - Throws: `RegistryError.integrityFailure`; `.keyUnusable`; `MissingKey`.
    package func shares(
        ofDegree id: String,
        heldBy numbers: Set<HolderIdentity>,
        at now: Timestamp
    ) async throws -> [ShareGrant]? {
        try await database.read { connection in
            guard let degree = try heldRow(id, by: numbers, in: connection) else { return nil }
            return try ShareGrantRow.all(
                of: degree.record.uuid,
                limit: Self.mostShares,
                in: connection
            )
            .filter(isIntact)
            .compactMap { $0.grant(at: now) }
        }
    }

    /// Ends a link immediately; one that has ended stays as it is.
    ///
    /// - Returns: False when the degree, held by this person, has no such link.
    /// - Throws: `RegistryError.integrityFailure`; `.keyUnusable`; `.noActiveKey`; `MissingKey`.
    package func endShare(
        _ grant: String,
        ofDegree id: String,
        heldBy numbers: Set<HolderIdentity>,
        at now: Timestamp
    ) async throws -> Bool {
        try await database.write { connection in
            guard let degree = try heldRow(id, by: numbers, in: connection) else { return false }
            let found = try connection.first(
                """
                SELECT \(ShareGrantRow.columns)
                FROM share_grant
                WHERE id = \(grant) AND degree_version = \(degree.record.uuid.description)
                """
            ) { try ShareGrantRow($0) }
            guard var row = found, try isIntact(row) else { return false }
            if row.disabledAt != nil { return true }
            row.disabledAt = now.description
            try save(&row, in: connection)
            return true
        }
    }

    /// Whether a grant is as this program wrote it; any other raises the alarm.
    ///
    /// - Throws: `MissingKey` where only a machine with that key can decide.
    func isIntact(_ row: ShareGrantRow) throws -> Bool {
        do {
            try require(row.statement, sealed: row.seal)
            return true
        } catch RegistryError.integrityFailure {
            return false
        }
    }

    /// Writes the counters and the end of a grant under a new seal.
    func save(_ row: inout ShareGrantRow, in connection: Connection) throws {
        let former = row.seal
        row.seal = try seal(row.statement)
        try row.update(replacing: former, in: connection)
    }
}
