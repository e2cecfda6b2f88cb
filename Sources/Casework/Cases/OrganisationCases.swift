import Accounts
package import Persian
import Store
import VerifyCore

/// What an organisation sees of the cases at its cartables without a person: by an API key.
extension Cases {
    /// Returns a case as the holder of a cartable sees it, for the organisation of the cartable.
    ///
    /// Nil where there is none, and where neither the case nor an open errand of it waits at a cartable of the organisation. It
    /// has no actions: an API key decides nothing (D9).
    ///
    /// - Throws: As `view(_:of:at:)`.
    package func view(_ id: String, at organisation: OrganisationCode) async throws -> CaseView? {
        try await database.read { try view(id, at: organisation, in: $0) }
    }

    /// Returns a case as the holder of a cartable sees it, in a transaction.
    func view(
        _ id: String,
        at organisation: OrganisationCode,
        in connection: Connection
    ) throws -> CaseView? {
        guard let snapshot = try snapshot(id, in: connection) else { return nil }
        let isAddressee = snapshot.errands.contains {
            $0.endedAt == nil && $0.to.cartableOrganisation == organisation
        }
        let isHolder = snapshot.file.waiting.cartableOrganisation == organisation
        guard isHolder || isAddressee else { return nil }
        let file = snapshot.file
        guard let service = catalog[file.service, file.version] else {
            throw CaseError.unsupported("version \(file.version) of \(file.service)")
        }
        let visible = snapshot.visible(to: [.holder], under: service)
        var notes: [Int64: String] = [:]
        for event in visible.events where event.hasNote {
            notes[event.seq] = try CaseWrites.note(
                of: id,
                seq: event.seq,
                by: keyring.current,
                in: connection
            )
        }
        return CaseView(
            id: id,
            service: service,
            visible: visible,
            revision: file.revision,
            turn: file.turn,
            capacities: isHolder ? [.holder] : [.addressee],
            actions: [],
            claimedBy: nil,
            notes: notes
        )
    }

    /// Whether a move with this id was done, in any case.
    package func isDone(move id: String) async throws -> Bool {
        try await database.read { try CaseEventRow.find(move: id, in: $0) != nil }
    }
}

extension Waiting {
    /// The organisation of the cartable at which the case waits; nil for every other party.
    var cartableOrganisation: OrganisationCode? {
        if case .cartable(_, let code) = self { code } else { nil }
    }
}

/// Which cases at the cartables of an organisation a list shows.
package struct OrganisationCaseFilter: Sendable {
    /// Only those of this service.
    package var service: ServiceID?
    /// Only those in this step.
    package var step: StepName?

    /// A filter.
    package init(service: ServiceID? = nil, step: StepName? = nil) {
        self.service = service
        self.step = step
    }
}

/// A place in the list of the cases of an organisation: behind the case with this due and id.
package struct OrganisationCaseCursor: Sendable, Hashable {
    /// The due time.
    package let dueAt: Timestamp
    /// The id.
    package let id: String

    /// A place behind a case.
    package init(dueAt: Timestamp, id: String) {
        self.dueAt = dueAt
        self.id = id
    }
}

/// A cartable of an organisation, with the number of cases that wait at it.
package struct CartableCount: Sendable, Hashable {
    /// The cartable.
    package let cartable: Cartable
    /// How many cases wait.
    package let waiting: Int
    /// The due of the case that is due first; nil where none waits.
    package let firstDueAt: Timestamp?
}

extension Cartables {
    /// Returns the cases that wait at the cartables of an organisation, the one that is due first first; at most
    /// `Cases.listed`.
    ///
    /// The first rows of each cartable are read by its index, and sorted again.
    package func cases(
        of organisation: OrganisationCode,
        _ filter: OrganisationCaseFilter = OrganisationCaseFilter(),
        after cursor: OrganisationCaseCursor? = nil,
        limit: Int
    ) async throws -> [CaseFile] {
        let limit = min(max(limit, 1), Cases.listed)
        let rest: SQL = cursor.map(Self.condition) ?? ""
        let step: SQL = filter.step.map { " AND step = \($0.text)" } ?? ""
        return try await roles.database.read { connection in
            var files: [CaseFile] = []
            for cartable in try Self.all(of: organisation, in: connection)
            where filter.service == nil || cartable.service == filter.service {
                files += try connection.all(
                    """
                    SELECT \(CaseFileRow.columns)
                    FROM case_file
                    WHERE wait_role = \(cartable.role.rawValue)
                        AND wait_organisation = \(organisation.text)
                        AND service = \(cartable.service.text) AND closed_at IS NULL\(step)\(rest)
                    ORDER BY due_at, id
                    LIMIT \(limit)
                    """
                ) { try CaseFileRow($0).file }
            }
            files.sort { ($0.dueAt ?? $0.since, $0.id) < ($1.dueAt ?? $1.since, $1.id) }
            return Array(files.prefix(limit))
        }
    }

    private static func condition(_ cursor: OrganisationCaseCursor) -> SQL {
        let due = cursor.dueAt.description
        return " AND (due_at > \(due) OR (due_at = \(due) AND id > \(cursor.id)))"
    }

    /// Returns the cartables of an organisation with the number of their cases, by role and service.
    package func counts(of organisation: OrganisationCode) async throws -> [CartableCount] {
        try await roles.database.read { connection in
            try Self.all(of: organisation, in: connection).map { cartable in
                let counted = try connection.first(
                    """
                    SELECT count(*), min(due_at)
                    FROM case_file
                    WHERE wait_role = \(cartable.role.rawValue)
                        AND wait_organisation = \(organisation.text)
                        AND service = \(cartable.service.text) AND closed_at IS NULL
                    """
                ) { (Int(try $0.int(0)), try $0.optionalText(1)) }
                return CartableCount(
                    cartable: cartable,
                    waiting: counted?.0 ?? 0,
                    firstDueAt: try counted?.1.map { try Timestamp(parsing: $0) }
                )
            }
        }
    }

    private static func all(
        of organisation: OrganisationCode,
        in connection: Connection
    ) throws -> [Cartable] {
        try connection.all(
            """
            SELECT \(Cartable.columns)
            FROM cartable
            WHERE organisation = \(organisation.text)
            ORDER BY role, service
            """
        ) { try Cartable($0) }
    }
}
