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
        let service: SQL = filter.service.map { " AND service = \($0.text)" } ?? ""
        let organisation: SQL =
            filter.organisation.map {
                " AND (organisation = \($0.text) OR wait_organisation = \($0.text))"
            } ?? ""
        let open: SQL = filter.includesClosed ? "" : " AND closed_at IS NULL"
        return try await database.read { connection in
            try connection.all(
                """
                SELECT \(CaseFileRow.columns)
                FROM case_file
                WHERE id > \(last)\(service)\(organisation)\(open)
                ORDER BY id
                LIMIT \(min(max(limit, 1), Self.listed))
                """
            ) { try CaseFileRow($0).file }
        }
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
