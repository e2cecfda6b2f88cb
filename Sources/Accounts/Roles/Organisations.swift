package import Persian
package import Store
import VerifyCore

/// Reading organisations.
extension Roles {
    /// The most organisations of a page.
    package static let organisationPageLimit = 500

    /// Returns the organisation with a code; nil when there is none.
    ///
    /// - Throws: `RolesError.integrityFailure`, with the alarm, for a row that was changed by hand; `MissingKey`.
    package func organisation(_ code: String) async throws -> Organisation? {
        try await database.lookUp { try organisation(code, in: $0) }
    }

    /// Returns the organisation with a code, in a transaction; as the other one.
    package func organisation(
        _ code: String,
        in connection: Connection
    ) throws -> Organisation? {
        try organisationRow(code, in: connection).map {
            try Organisation($0, by: keyring.current)
        }
    }

    /// Returns a row whose seal is intact; nil when there is none.
    ///
    /// - Throws: `RolesError.integrityFailure`; `MissingKey`.
    func organisationRow(_ code: String, in connection: Connection) throws -> OrganisationRow? {
        try OrganisationRow.find(.text(code), in: connection).map { try required($0) }
    }

    /// Returns the row if its seal is intact.
    ///
    /// - Throws: `RolesError.integrityFailure`, with the alarm; `MissingKey`.
    func required<Row: AccountsRow>(_ row: Row) throws -> Row {
        switch row.verdict(by: keyring.current) {
        case .intact: return row
        case .undecided(let missing): throw missing
        case .broken, .distrusted:
            alarm(row.verdict(by: keyring.current))
            throw RolesError.integrityFailure
        }
    }

    /// Returns organisations in the order of their codes, each with the verdict on its seal.
    ///
    /// `code`: the code after which the page begins.
    /// `kind`: only those of a kind; nil for all.
    package func organisations(
        after code: String? = nil,
        kind: Organisation.Kind? = nil,
        limit: Int
    ) async throws -> [Organisation] {
        let limit = min(max(limit, 0), Self.organisationPageLimit)
        let ofKind: SQL = kind.map { "AND kind = \($0.rawValue)" } ?? ""
        let page: SQL = """
            SELECT \(OrganisationRow.columns)
            FROM organisation
            WHERE code > \(code ?? "") \(ofKind)
            ORDER BY code
            LIMIT \(limit)
            """
        let keys = keyring.current
        return try await database.read { connection in
            try connection.all(page) { try Organisation(OrganisationRow($0), by: keys) }
        }
    }

    /// Returns the organisation that is responsible for what belongs to another one at a moment: itself while it is
    /// open, otherwise the last of its successors (D15).
    ///
    /// - Throws: `RolesError.noSuchOrganisation`; `.noSuccessor`; `.integrityFailure`.
    package func responsible(
        for code: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Organisation {
        var current = code
        // Circles are refused when a successor is set; the limit holds against rows of an attacker too.
        for _ in 0...Self.successorLimit {
            guard let found = try organisation(current, in: connection) else {
                throw RolesError.noSuchOrganisation(current)
            }
            if found.isOpen(at: now) { return found }
            guard let next = found.successor else { throw RolesError.noSuccessor(found.code) }
            current = next
        }
        throw RolesError.successorCircle(code)
    }

    /// Returns the organisation that is responsible; as the other one.
    package func responsible(for code: String, at now: Timestamp) async throws -> Organisation {
        try await database.read { try responsible(for: code, at: now, in: $0) }
    }

    /// Whether an organisation continues the work of another one that is closed, by the sealed succession; false for nil.
    ///
    /// - Throws: `StoreError`; `MissingKey`.
    package func isContinued(
        _ code: String,
        by other: String?,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        guard let other, other != code else { return false }
        do {
            return try responsible(for: code, at: now, in: connection).code == other
        } catch is RolesError {
            return false
        }
    }

    /// The longest chain of successors.
    static let successorLimit = 50
}
