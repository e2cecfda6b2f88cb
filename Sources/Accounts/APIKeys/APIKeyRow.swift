import Persian
import Store
import VerifyCore

/// A row of `api_key` as the database has it, before its seal is checked.
struct APIKeyRow: Sendable {
    let id: Int64
    let hash: [UInt8]
    let organisation: String
    let scope: String
    let institution: String?
    let createdAt: String
    let expiresAt: String?
    var revokedAt: String?
    let lastUsed: String?
    let seal: [UInt8]
    /// The id of the organisation's first key; nil in a row of an earlier version.
    var organisationID: Int64?
    /// The id of the grant under which the key was made; nil for a key that belongs to no role of a person.
    var grant: String?
    /// The word of `CaseScope`; nil for a key without one.
    var caseScope: String?
    /// 1 for a key that proposes; nil for others.
    var proposes: Int64?

    static let columns: SQL = """
        id, hash, organisation, scope, institution, created_at, expires_at, revoked_at, last_used,
        seal, organisation_id, role_grant, case_scope, proposes
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.int(0)
        hash = try row.blob(1)
        organisation = try row.text(2)
        scope = try row.text(3)
        institution = try row.optionalText(4)
        createdAt = try row.text(5)
        expiresAt = try row.optionalText(6)
        revokedAt = try row.optionalText(7)
        lastUsed = try row.optionalText(8)
        seal = try row.blob(9)
        organisationID = try row.optionalInt(10)
        grant = try row.optionalText(11)
        caseScope = try row.optionalText(12)
        proposes = try row.optionalInt(13)
    }

    /// What the seal covers: everything that decides what the key permits.
    ///
    /// The day of its last use is not covered, since it is written without the keyring. A row of an earlier
    /// version, which knew no organisation, has another kind of statement.
    var statement: RowStatement {
        guard caseScope != nil || proposes != nil else { return statementWithoutCases }
        // One text of both columns, so that keys made before keep their seals.
        let permission = (caseScope ?? "") + (proposes.map { "+propose \($0)" } ?? "")
        return RowStatement(
            .caseKey,
            .bytes(statementWithoutCases.bytes),
            .text(permission)
        )
    }

    private var statementWithoutCases: RowStatement {
        guard let organisationID else {
            return RowStatement(
                .apiKey,
                .integer(id),
                .bytes(hash),
                .text(organisation),
                .text(scope),
                .init(institution),
                .text(createdAt),
                .init(expiresAt),
                .init(revokedAt)
            )
        }
        guard let grant else { return organisationStatement(organisationID) }
        return RowStatement(
            .grantedKey,
            .bytes(organisationStatement(organisationID).bytes),
            .text(grant)
        )
    }

    private func organisationStatement(_ organisationID: Int64) -> RowStatement {
        RowStatement(
            .organisationKey,
            .integer(id),
            .bytes(hash),
            .text(organisation),
            .integer(organisationID),
            .text(scope),
            .init(institution),
            .text(createdAt),
            .init(expiresAt),
            .init(revokedAt)
        )
    }
}

extension APIKey {
    /// A row with the verdict on its seal.
    ///
    /// A row that was edited by hand can contain anything. A time that cannot be read becomes the epoch or nil
    /// then, so that the key is listed and can be revoked.
    init(_ row: APIKeyRow, by keys: Keyring) throws {
        guard let scope = Scope(rawValue: row.scope) else {
            throw StoreError.column(3, expected: "scope")
        }
        id = String(row.id)
        organisation = row.organisation
        organisationID = String(row.organisationID ?? row.id)
        self.scope = scope
        institution = row.institution
        caseScope = try row.caseScope.map { word in
            guard let known = CaseScope(rawValue: word) else {
                throw StoreError.column(12, expected: "case scope")
            }
            return known
        }
        proposes = row.proposes == 1
        createdAt = (try? Timestamp(parsing: row.createdAt)) ?? Timestamp(secondsSinceEpoch: 0)
        expiresAt = row.expiresAt.flatMap { try? Timestamp(parsing: $0) }
        revokedAt = row.revokedAt.flatMap { try? Timestamp(parsing: $0) }
        lastUsed = row.lastUsed.flatMap { try? CivilDate(parsing: $0) }
        seal = keys.verdict(on: row.statement, sealed: row.seal)
    }
}
