package import Accounts
package import Persian
package import Store
import VerifyCore

/// The first page of a person's cartables: cases by how late they are, with the counts of the groups (§14 of the design).
package struct Inbox: Sendable, Hashable {
    /// How late a case is.
    package enum Group: String, Sendable, Hashable, CaseIterable {
        /// Past its due by more than the days of a setting.
        case farLate = "far-late"
        /// Past its due.
        case late
        /// Due within two days.
        case soon
        /// Later.
        case inTime = "in-time"
    }

    /// Whose a case is.
    package enum Section: String, Sendable, Hashable, CaseIterable {
        /// Claimed by the person.
        case mine
        /// At a cartable of the person, and without a claim.
        case unclaimed
        /// At a cartable of a person for whom the person acts, and not claimed by the person.
        case deputised
    }

    /// A case of the page.
    package struct Entry: Sendable, Hashable {
        /// The case.
        package let caseID: String
        /// Its cartable.
        package let cartable: String
        /// The service.
        package let service: ServiceID
        /// The due: that of the cartable where it has no holder.
        package let dueAt: Timestamp
        /// Whose it is.
        package let section: Section
        /// How late it is.
        package let group: Group
    }

    /// The first cases, the one that is due first first.
    package let entries: [Entry]
    /// How many cases each group has, on all pages.
    package let counts: [Group: Int]
    /// The cases of a page.
    package static let pageSize = 50
}

extension Cartables {
    /// A cartable that a person may work at.
    struct Seat {
        let cartable: Cartable
        let isOwn: Bool
    }

    /// Returns the first page of the cartables of a person, own ones and those as a deputy.
    ///
    /// The page is the first rows of each cartable, sorted again; the counts are one pass over the index of each.
    package func inbox(
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Inbox {
        let seats = try seats(of: person, at: now, in: connection)
        let limits = groupLimits(at: now)
        var entries: [Inbox.Entry] = []
        var counts: [Inbox.Group: Int] = [:]
        for seat in seats {
            entries += try page(of: seat, for: person, limits, in: connection)
            let counted = try count(seat.cartable, limits, in: connection)
            counts.merge(counted) { $0 + $1 }
        }
        entries.sort { ($0.dueAt, $0.caseID) < ($1.dueAt, $1.caseID) }
        return Inbox(entries: Array(entries.prefix(Inbox.pageSize)), counts: counts)
    }

    /// The first moment that is not far late, not late, and not soon.
    struct Limits {
        let farLate: Timestamp
        let late: Timestamp
        let soon: Timestamp

        func group(_ due: Timestamp) -> Inbox.Group {
            if due < farLate { return .farLate }
            if due < late { return .late }
            return due < soon ? .soon : .inTime
        }
    }

    func groupLimits(at now: Timestamp) -> Limits {
        Limits(
            farLate: now.adding(seconds: -86_400 * Int64(settings.farLateDays)),
            late: now,
            soon: now.adding(seconds: 2 * 86_400)
        )
    }

    func seats(
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> [Seat] {
        let authority = try roles.authority(of: person, at: now, in: connection)
        var seats: [Seat] = []
        for row in try HolderRow.open(ofPerson: person, in: connection) {
            guard let cartable = try Cartable.find(row.cartable, in: connection),
                try holder(of: cartable, at: now, in: connection)?.person == person
            else { continue }
            seats.append(Seat(cartable: cartable, isOwn: true))
        }
        for capacity in authority.capacities {
            guard let other = capacity.behalfOf else { continue }
            for row in try HolderRow.open(ofPerson: other, in: connection) {
                guard let cartable = try Cartable.find(row.cartable, in: connection),
                    cartable.role == capacity.role,
                    cartable.organisation.text == capacity.organisation,
                    capacity.service == nil || capacity.service == cartable.service.text,
                    !seats.contains(where: { $0.cartable.id == cartable.id }),
                    try holder(of: cartable, at: now, in: connection)?.person == other
                else { continue }
                seats.append(Seat(cartable: cartable, isOwn: false))
            }
        }
        return seats
    }

    private func page(
        of seat: Seat,
        for person: PersonID,
        _ limits: Limits,
        in connection: Connection
    ) throws -> [Inbox.Entry] {
        let cartable = seat.cartable
        return try connection.all(
            """
            SELECT id, due_at, claimed_by
            FROM case_file
            WHERE wait_role = \(cartable.role.rawValue)
                AND wait_organisation = \(cartable.organisation.text)
                AND service = \(cartable.service.text) AND closed_at IS NULL
                AND (claimed_by IS NULL OR claimed_by = \(person))
            ORDER BY due_at, id
            LIMIT \(Inbox.pageSize)
            """
        ) { row in
            let due = try cartable.dueAt ?? Timestamp(parsing: try row.text(1))
            let isMine = try row.optionalText(2) == person.description
            return Inbox.Entry(
                caseID: try row.text(0),
                cartable: cartable.id,
                service: cartable.service,
                dueAt: due,
                section: isMine ? .mine : seat.isOwn ? .unclaimed : .deputised,
                group: limits.group(due)
            )
        }
    }

    private func count(
        _ cartable: Cartable,
        _ limits: Limits,
        in connection: Connection
    ) throws -> [Inbox.Group: Int] {
        let counted = try connection.all(
            """
            SELECT
                CASE
                    WHEN due_at < \(limits.farLate.description) THEN 'far-late'
                    WHEN due_at < \(limits.late.description) THEN 'late'
                    WHEN due_at < \(limits.soon.description) THEN 'soon'
                    ELSE 'in-time'
                END AS grp,
                count(*)
            FROM case_file
            WHERE wait_role = \(cartable.role.rawValue)
                AND wait_organisation = \(cartable.organisation.text)
                AND service = \(cartable.service.text) AND closed_at IS NULL
            GROUP BY grp
            """
        ) { row -> (Inbox.Group, Int) in
            (try StoredWord.required(try row.text(0), "group"), Int(try row.int(1)))
        }
        return Dictionary(counted) { $0 + $1 }
    }
}
