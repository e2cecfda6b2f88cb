package import Persian
import Store
import VerifyCore

extension Accounts {
    /// Makes a key for an organisation and returns it with its secret, which is not stored.
    ///
    /// A name belongs to one organisation: keys of the same scope and institution with the same name are keys
    /// of one organisation, and no other key may have the name until they are revoked. Names are compared by
    /// their folded text.
    ///
    /// `cases`: what the key permits on cases, with the scope `institution` only; `proposes`: whether it also proposes
    /// actions for them.
    ///
    /// `grant`: the id of the role of a person under which the key is made; it ends with that.
    /// - Throws: `AccountsError` when an argument is refused or the keyring has no active data key;
    ///   `.nameTaken` for the name of another organisation.
    package func createKey(
        organisation: String,
        scope: Scope,
        institution: String? = nil,
        cases: CaseScope? = nil,
        proposes: Bool = false,
        expires: APIKey.Lifetime = .standard,
        grant: String? = nil,
        at now: Timestamp
    ) async throws -> (key: APIKey, secret: String) {
        let organisation = Letters.stored(organisation)
        guard !Letters.key(organisation).isEmpty,
            organisation.unicodeScalars.count <= APIKey.organisationLimit,
            !organisation.hasControls
        else { throw AccountsError.organisation }
        guard (scope == .institution) == (institution?.isEmpty == false),
            cases == nil || scope == .institution, cases != nil || !proposes,
            institution?.hasControls != true
        else { throw AccountsError.institution }
        let end = expires.end(from: now)
        if let end, end <= now { throw AccountsError.expiry }
        guard let secret = APISecret(random: Random.bytes(32)) else {
            throw CryptoError.parameters
        }
        let insert: SQL = """
            INSERT INTO api_key (
                hash, organisation, scope, institution, created_at, expires_at, seal
            )
            VALUES (
                \(secret.hash), \(organisation), \(scope), \(institution),
                \(now.description), \(end?.description), \([UInt8]())
            )
            RETURNING \(APIKeyRow.columns)
            """
        let key = try await database.write { connection in
            let known = try self.organisation(organisation, scope, institution, in: connection)
            guard var row = try connection.first(insert, { try APIKeyRow($0) }) else {
                throw StoreError.statement("no row was returned")
            }
            row.organisationID = known ?? row.id
            if let grant { try Self.requireGrant(grant, at: now, in: connection, keyring.current) }
            row.grant = grant
            row.caseScope = cases?.rawValue
            row.proposes = proposes ? 1 : nil
            return try seal(row, in: connection)
        }
        return (key, secret.text)
    }

    /// Returns the organisation that has a name, scope and institution; nil for a new one.
    ///
    /// Keys that are revoked, or whose row was changed by hand, have no part in this.
    ///
    /// - Throws: `AccountsError.nameTaken` when a key of another organisation has the name.
    private func organisation(
        _ name: String,
        _ scope: Scope,
        _ institution: String?,
        in connection: Connection
    ) throws -> Int64? {
        let (keys, folded) = (keyring.current, Letters.key(name))
        let rows = try connection.all("SELECT \(APIKeyRow.columns) FROM api_key ORDER BY id") {
            try? APIKeyRow($0)
        }
        var known: Int64?
        for row in rows.compactMap(\.self) where Letters.key(row.organisation) == folded {
            let verdict = keys.verdict(on: row.statement, sealed: row.seal)
            // A row that was edited can be revoked, and is sealed as it is then.
            if verdict == .broken || row.revokedAt != nil { continue }
            guard row.scope == scope.rawValue, row.institution == institution else {
                throw AccountsError.nameTaken(key: String(row.id), scope: row.scope)
            }
            if known == nil, verdict == .intact { known = row.organisationID ?? row.id }
        }
        return known
    }

    /// Seals a row as it is now.
    func seal(_ row: APIKeyRow, in connection: Connection) throws -> APIKey {
        let keys = keyring.current
        guard let seal = keys.seal(row.statement) else { throw AccountsError.noActiveKey }
        let sealed = try connection.first(
            """
            UPDATE api_key
            SET
                revoked_at = \(row.revokedAt), organisation_id = \(row.organisationID),
                role_grant = \(row.grant), case_scope = \(row.caseScope), proposes = \(row.proposes),
                seal = \(seal)
            WHERE id = \(row.id) AND seal = \(row.seal)
            RETURNING \(APIKeyRow.columns)
            """
        ) { try APIKey(APIKeyRow($0), by: keys) }
        guard let sealed else { throw StoreError.conflict }
        return sealed
    }
}

extension String {
    /// Whether it contains control characters, which could control a terminal.
    fileprivate var hasControls: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
