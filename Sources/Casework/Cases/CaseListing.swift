package import Accounts
package import Persian
import Store

/// Which cases a listing shows.
package struct CaseFilter: Sendable {
    /// Only those of this service.
    package var service: ServiceID?
    /// Only those of this organisation, or that wait at a cartable of it.
    package var organisation: OrganisationCode?
    /// Closed ones too.
    package var includesClosed: Bool

    /// A filter.
    package init(
        service: ServiceID? = nil,
        organisation: OrganisationCode? = nil,
        includesClosed: Bool = false
    ) {
        self.service = service
        self.organisation = organisation
        self.includesClosed = includesClosed
    }
}

extension Cases {
    /// The most cases of one listing.
    package static let listed = 500

    /// Returns cases without their forms, by their ids, after a cursor.
    ///
    /// - Throws: `CaseError.integrityFailure` for a word that was changed by hand; `StoreError`.
    package func list(
        _ filter: CaseFilter,
        after last: String = "",
        limit: Int = 50
    ) async throws -> [CaseFile] {
        let statement = Self.listing(filter, after: last, limit: min(max(limit, 1), Self.listed))
        return try await database.read { connection in
            try connection.all(statement) { try CaseFileRow($0).file }
        }
    }

    /// The statement of a listing; for an organisation each of two indexes gives a page, which are joined and cut.
    static func listing(_ filter: CaseFilter, after last: String, limit: Int) -> SQL {
        let service: SQL = filter.service.map { " AND service = \($0.text)" } ?? ""
        let open: SQL = filter.includesClosed ? "" : " AND closed_at IS NULL"
        let rest: SQL = "id > \(last)\(service)\(open)"
        guard let organisation = filter.organisation?.text else {
            return """
                SELECT \(CaseFileRow.columns)
                FROM case_file
                WHERE \(rest)
                ORDER BY id
                LIMIT \(limit)
                """
        }
        return """
            SELECT \(CaseFileRow.columns)
            FROM case_file
            WHERE id IN (
                SELECT id FROM (
                    SELECT id
                    FROM case_file
                    WHERE organisation = \(organisation) AND \(rest)
                    ORDER BY id
                    LIMIT \(limit)
                ) AS own
                UNION
                SELECT id FROM (
                    SELECT id
                    FROM case_file
                    WHERE wait_organisation IS NOT NULL AND wait_organisation = \(organisation)
                        AND \(rest)
                    ORDER BY id
                    LIMIT \(limit)
                ) AS waiting
            )
            ORDER BY id
            LIMIT \(limit)
            """
    }

    /// Returns the cases that a person opened, the newest first, after the last one of the page before; at most `listed`.
    ///
    /// - Throws: `CaseError.integrityFailure` for a word that was changed by hand; `StoreError`.
    package func opened(
        by person: PersonID,
        after last: CaseFile? = nil,
        limit: Int = 50
    ) async throws -> [CaseFile] {
        let after: SQL =
            last.map { last in
                """
                 AND (opened_at < \(last.openedAt.description)
                    OR (opened_at = \(last.openedAt.description) AND id < \(last.id)))
                """
            } ?? ""
        return try await database.read { connection in
            try connection.all(
                """
                SELECT \(CaseFileRow.columns)
                FROM case_file
                WHERE opened_by = \(person)\(after)
                ORDER BY opened_at DESC, id DESC
                LIMIT \(min(max(limit, 1), Self.listed))
                """
            ) { try CaseFileRow($0).file }
        }
    }

    /// Returns the id of the case with a tracking number; nil when there is none.
    package func id(ofTracking number: TrackingNumber) async throws -> String? {
        try await database.read { connection in
            try connection.first(
                "SELECT id FROM case_file WHERE tracking = \(number.digits)"
            ) { try $0.text(0) }
        }
    }
}

extension Cartables {
    /// Returns cartables by their ids, after a cursor; with `withoutHolder` only those that must have one.
    package func list(
        withoutHolder: Bool = false,
        after last: String = "",
        limit: Int = 50
    ) async throws -> [Cartable] {
        let only: SQL = withoutHolder ? " AND due_at IS NOT NULL" : ""
        return try await roles.database.read { connection in
            try connection.all(
                """
                SELECT \(Cartable.columns)
                FROM cartable
                WHERE id > \(last)\(only)
                ORDER BY id
                LIMIT \(min(max(limit, 1), Cases.listed))
                """
            ) { try Cartable($0) }
        }
    }
}
