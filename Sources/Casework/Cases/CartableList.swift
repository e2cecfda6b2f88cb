package import Accounts
package import Persian
import Store

/// A page of the work of a person's cartables, with the counts for its filters.
package struct CartableList: Sendable {
    /// Whose a case is.
    package enum Section: String, Sendable, Hashable, CaseIterable {
        /// Claimed by the person.
        case mine
        /// At a cartable of the person, and without a claim.
        case unclaimed
        /// At a cartable of a person for whom the person acts, and without a claim.
        case deputised
        /// Claimed by a colleague; listed only where the caller names it.
        case colleagues
    }

    /// Which cases the page shows; the counts of one filter obey the others.
    package struct Filter: Sendable, Hashable {
        /// Only cases of this group.
        package var group: Inbox.Group?
        /// Only cases of this section; nil for all but those of colleagues.
        package var section: Section?
        /// Only cases of this service.
        package var service: ServiceID?

        /// A filter; nothing is filtered by default.
        package init(
            group: Inbox.Group? = nil,
            section: Section? = nil,
            service: ServiceID? = nil
        ) {
            self.group = group
            self.section = section
            self.service = service
        }
    }

    /// A case of the page.
    package struct Entry: Sendable, Hashable {
        /// The case.
        package let caseID: String
        /// The tracking number.
        package let tracking: String
        /// The service.
        package let service: ServiceID
        /// The organisation of the cartable.
        package let organisation: OrganisationCode
        /// The due.
        package let dueAt: Timestamp
        /// Whose it is.
        package let section: Section
        /// How late it is.
        package let group: Inbox.Group
        /// The person who opened it; nil where the service hides identities from its holders.
        package let applicant: PersonID?
        /// The person who claimed it; nil while it is free.
        package let claimedBy: PersonID?
    }

    /// The place in the list after which a page begins: the due and the id of the last case before it.
    package struct Cursor: Sendable, Hashable {
        let dueAt: String
        let id: String

        init(_ entry: Entry) { (dueAt, id) = (entry.dueAt.description, entry.caseID) }

        /// Reads the text of a cursor; nil for any other text.
        package init?(_ text: String?) {
            let parts = text?.split(separator: "~", omittingEmptySubsequences: false) ?? []
            guard parts.count == 2, (try? Timestamp(parsing: String(parts[0]))) != nil else {
                return nil
            }
            (dueAt, id) = (String(parts[0]), String(parts[1]))
        }

        /// The cursor as a parameter of an address.
        package var text: String { "\(dueAt)~\(id)" }
    }

    /// The cases of the page, the one that is due first first.
    package internal(set) var entries: [Entry] = []
    /// How many cases each group has.
    package internal(set) var groups: [Inbox.Group: Int] = [:]
    /// How many cases each section has.
    package internal(set) var sections: [Section: Int] = [:]
    /// The services of the person's cartables, in the order of their names.
    package internal(set) var services: [ServiceID] = []
    /// The holders and deputies of the person's cartables, other than the person, who may be assigned cases.
    package internal(set) var colleagues: [PersonID] = []
    /// Where the next page begins; nil on the last one.
    package internal(set) var next: Cursor?
}

extension Cases {
    /// Returns a page of the work of a person's cartables, own ones and those as a deputy.
    ///
    /// - Throws: `CaseError.integrityFailure` for an edited holder row; `MissingKey`; `StoreError`.
    package func work(
        of person: PersonID,
        _ filter: CartableList.Filter = CartableList.Filter(),
        after cursor: CartableList.Cursor? = nil,
        at now: Timestamp
    ) async throws -> CartableList {
        try await database.read { connection in
            let seats = try cartables.seats(of: person, at: now, in: connection)
            var list = CartableList()
            list.services = Set(seats.map(\.cartable.service)).sorted()
            list.colleagues = try colleagues(of: person, at: seats, now, in: connection)
            let reader = CartableReader(
                cases: self,
                person: person,
                filter: filter,
                limits: cartables.groupLimits(at: now)
            )
            for seat in seats where filter.service == nil || filter.service == seat.cartable.service
            {
                list.entries += try reader.entries(of: seat, after: cursor, in: connection)
                try reader.count(seat, into: &list, in: connection)
            }
            list.entries.sort { ($0.dueAt, $0.caseID) < ($1.dueAt, $1.caseID) }
            if list.entries.count > Inbox.pageSize {
                list.entries = Array(list.entries.prefix(Inbox.pageSize))
                list.next = list.entries.last.map(CartableList.Cursor.init)
            }
            return list
        }
    }
}

extension Cases {
    /// The other persons who may work at some cartables, in the order of their ids.
    private func colleagues(
        of person: PersonID,
        at seats: [Cartables.Seat],
        _ now: Timestamp,
        in connection: Connection
    ) throws -> [PersonID] {
        var found: Set<PersonID> = []
        for cartable in seats.map(\.cartable) {
            guard let holder = try cartables.holder(of: cartable, at: now, in: connection) else {
                continue
            }
            found.insert(holder.person)
            found.formUnion(
                try roles.deputies(
                    of: holder.person,
                    as: cartable.role,
                    in: cartable.organisation.text,
                    service: cartable.service.text,
                    at: now,
                    in: connection
                )
            )
        }
        found.remove(person)
        return found.sorted { $0.description < $1.description }
    }
}

/// Reads the cases of one cartable for a page.
private struct CartableReader {
    let cases: Cases
    let person: PersonID
    let filter: CartableList.Filter
    let limits: Cartables.Limits

    func entries(
        of seat: Cartables.Seat,
        after cursor: CartableList.Cursor?,
        in connection: Connection
    ) throws -> [CartableList.Entry] {
        guard let claim = claim(of: seat) else { return [] }
        let cartable = seat.cartable
        let from: SQL =
            cursor.map { " AND (due_at, id) > (\($0.dueAt), \($0.id))" } ?? ""
        return try connection.all(
            """
            SELECT id, tracking, version, due_at, claimed_by, opened_by
            FROM case_file
            WHERE wait_role = \(cartable.role.rawValue)
                AND wait_organisation = \(cartable.organisation.text)
                AND service = \(cartable.service.text)
                AND closed_at IS NULL\(claim)\(condition(on: filter.group))\(from)
            ORDER BY due_at, id
            LIMIT \(Inbox.pageSize + 1)
            """
        ) { row in
            let due = try Timestamp(parsing: try row.text(3))
            let owner = try row.optionalText(4).map { PersonID($0) }
            let version = Int(try row.int(2))
            let rules = cases.catalog[cartable.service, version]?.visibility
            let seesIdentity = rules?.identity.admits([.holder]) ?? false
            return CartableList.Entry(
                caseID: try row.text(0),
                tracking: try row.text(1),
                service: cartable.service,
                organisation: cartable.organisation,
                dueAt: due,
                section: section(of: owner, seat),
                group: limits.group(due),
                applicant: seesIdentity ? PersonID(try row.text(5)) : nil,
                claimedBy: owner
            )
        }
    }

    /// The condition on the claim; nil where the section has no case of the cartable.
    private func claim(of seat: Cartables.Seat) -> SQL? {
        switch filter.section {
        case nil: " AND (claimed_by IS NULL OR claimed_by = \(person))"
        case .mine: " AND claimed_by = \(person)"
        case .unclaimed: seat.isOwn ? " AND claimed_by IS NULL" : nil
        case .deputised: seat.isOwn ? nil : " AND claimed_by IS NULL"
        case .colleagues: " AND claimed_by IS NOT NULL AND claimed_by <> \(person)"
        }
    }

    /// The condition on the due of a group; none for all groups.
    private func condition(on group: Inbox.Group?) -> SQL {
        let (far, late, soon) = (
            limits.farLate.description, limits.late.description, limits.soon.description
        )
        return switch group {
        case nil: ""
        case .farLate: " AND due_at < \(far)"
        case .late: " AND due_at >= \(far) AND due_at < \(late)"
        case .soon: " AND due_at >= \(late) AND due_at < \(soon)"
        case .inTime: " AND due_at >= \(soon)"
        }
    }

    private func section(of owner: PersonID?, _ seat: Cartables.Seat) -> CartableList.Section {
        guard let owner else { return seat.isOwn ? .unclaimed : .deputised }
        return owner == person ? .mine : .colleagues
    }

    /// Adds the cases of the cartable to the counts, in one pass over the index.
    ///
    /// Each group is a range of the index: grouping by an expression would sort all rows first.
    func count(
        _ seat: Cartables.Seat,
        into list: inout CartableList,
        in connection: Connection
    ) throws {
        let groups = Inbox.Group.allCases
        let all = groups.dropFirst().reduce(counting(groups[0], seat.cartable)) { counts, group in
            "\(counts) UNION ALL \(counting(group, seat.cartable))"
        }
        let rows = try connection.all(all) { row in
            (
                group: try StoredWord.required(try row.text(0), "group") as Inbox.Group,
                all: Int(try row.int(1)), claimed: Int(try row.int(2)), mine: Int(try row.int(3))
            )
        }
        for row in rows {
            let free: CartableList.Section = seat.isOwn ? .unclaimed : .deputised
            for (section, count) in [
                (free, row.all - row.claimed), (.mine, row.mine),
                (.colleagues, row.claimed - row.mine),
            ] where count > 0 {
                if filter.group == nil || filter.group == row.group {
                    list.sections[section, default: 0] += count
                }
                let isListed = filter.section.map { $0 == section } ?? (section != .colleagues)
                if isListed { list.groups[row.group, default: 0] += count }
            }
        }
    }

    private func counting(_ group: Inbox.Group, _ cartable: Cartable) -> SQL {
        """
        SELECT
            \(group.rawValue), count(*), count(claimed_by),
            count(CASE WHEN claimed_by = \(person) THEN 1 END)
        FROM case_file
        WHERE wait_role = \(cartable.role.rawValue)
            AND wait_organisation = \(cartable.organisation.text)
            AND service = \(cartable.service.text) AND closed_at IS NULL\(condition(on: group))
        """
    }
}
