package import Persian
import Store

extension Registry {
    /// The most institutions of a page.
    static let institutionPageLimit = 1_000

    /// Returns the institution with a code; nil when there is none.
    package func institution(_ code: String) async throws -> Institution? {
        try await database.lookUp { try Institution.find(code, in: $0) }
    }

    /// Returns the institutions after `code` in the order of their codes; at most `limit`.
    package func institutions(after code: String?, limit: Int) async throws -> [Institution] {
        let limit = min(max(limit, 0), Self.institutionPageLimit)
        let page: SQL = """
            SELECT \(Institution.columns)
            FROM institution
            WHERE code > \(code ?? "")
            ORDER BY code
            LIMIT \(limit)
            """
        return try await database.read { try $0.all(page) { try Institution($0) } }
    }

    /// Returns how many institutions may issue without an end of their window.
    package func institutionsWithoutEnd() async throws -> Int {
        let count: SQL = "SELECT count(*) FROM institution WHERE issues_until IS NULL"
        return try await database.read { Int(try $0.first(count) { try $0.int(0) } ?? 0) }
    }

    /// Returns the codes of institutions that may issue without an end of their window, in their order; at
    /// most `limit`.
    package func codesWithoutEnd(limit: Int) async throws -> [String] {
        let codes: SQL = """
            SELECT code
            FROM institution
            WHERE issues_until IS NULL
            ORDER BY code
            LIMIT \(limit)
            """
        return try await database.read { try $0.all(codes) { try $0.text(0) } }
    }

    /// Adds an institution.
    ///
    /// `end`: The end of its access window; without one it may issue until an end is set.
    ///
    /// - Throws: `RegistryError.onlySAORG` for an institution; `.invalid`; `.institutionExists`; `.noActiveKey(.data)`
    ///   without keys, where degrees exist.
    package func addInstitution(
        code: String,
        nameFa: String,
        nameEn: String,
        kind: String,
        city: String,
        until end: Timestamp? = nil,
        by actor: Actor,
        at now: Timestamp
    ) async throws -> Institution {
        try actor.requireSAORG()
        let institution = try Institution(
            typedCode: code,
            nameFa: nameFa,
            nameEn: nameEn,
            kind: kind,
            city: city,
            issuesUntil: end
        )
        let isNew = try await database.write { connection in
            // Before anything is sealed: an institution that exists is no question of keys.
            try Institution.find(institution.code, in: connection) == nil
                && insert(institution, by: actor, at: now, in: connection)
        }
        guard isNew else { throw RegistryError.institutionExists(code: institution.code) }
        return institution
    }

    /// Inserts an institution and its event; returns false when the code is taken.
    ///
    /// - Throws: As `foundingSeal`.
    func insert(
        _ institution: Institution,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        let seal = try foundingSeal(institution.statement, in: connection)
        guard try institution.insert(sealed: seal, in: connection) else { return false }
        try insertEvent(
            .added,
            of: institution.code,
            detail: institution.nameFa,
            by: actor,
            at: now,
            in: connection
        )
        return true
    }
}
