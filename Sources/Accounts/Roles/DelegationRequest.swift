package import Persian

/// A deputy that shall be named.
package struct DelegationRequest: Sendable, Hashable {
    /// The person who has the role.
    package let delegator: PersonID
    /// The person who shall act.
    package let deputy: PersonID
    /// The role.
    package let role: Role
    /// The code of the organisation.
    package let organisation: String
    /// The only service that it covers; nil for all.
    package let service: String?
    /// When it begins.
    package let from: Timestamp
    /// When it ends.
    package let until: Timestamp

    /// A request with all of its parts.
    package init(
        of delegator: PersonID,
        to deputy: PersonID,
        role: Role,
        in organisation: String,
        service: String? = nil,
        from: Timestamp,
        until: Timestamp
    ) {
        self.delegator = delegator
        self.deputy = deputy
        self.role = role
        self.organisation = organisation
        self.service = service
        self.from = from
        self.until = until
    }

    /// Begun days of the period.
    var days: Int64 { Self.days(from: from, until: until) }

    static func days(from: Timestamp, until: Timestamp) -> Int64 {
        max(0, (until.secondsSinceEpoch - from.secondsSinceEpoch + 86_399) / 86_400)
    }
}
