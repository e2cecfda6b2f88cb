import Accounts
import Persian
import Store

/// How the pages of cartables are cut: the groups by how late a case is, and the cases of a page.
package enum Inbox {
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

    /// The cases of a page.
    package static let pageSize = 50
}

extension Cartables {
    /// A cartable that a person may work at.
    struct Seat {
        let cartable: Cartable
        let isOwn: Bool
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
}
