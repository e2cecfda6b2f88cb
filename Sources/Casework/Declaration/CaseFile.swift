package import Accounts
package import Persian

/// A row of `case_file` without its seals and secrets.
package struct CaseFile: Sendable, Hashable {
    /// The id, a UUID.
    package var id: String
    /// The tracking number: ten digits.
    package var tracking: String
    /// The service.
    package var service: ServiceID
    /// The version of the service.
    package var version: Int
    /// The person who opened it.
    package var openedBy: PersonID
    /// The person or organisation that it is about; nil where the service names none.
    package var subject: String?
    /// The organisation that it belongs to.
    package var organisation: OrganisationCode
    /// The case of which it is a part or to which it objects.
    package var parent: String?
    /// The hash of the values of which at most one case is open.
    package var onceKey: String?
    /// The step.
    package var step: StepName
    /// The number of the last event.
    package var revision: Int64
    /// The revision that last changed step, waiting party, submission or file decisions.
    package var turn: Int64
    /// The party that it waits for.
    package var waiting: Waiting
    /// Since when it waits.
    package var since: Timestamp
    /// Until when; nil once it is closed.
    package var dueAt: Timestamp?
    /// Whether the due was computed for a year without announced holidays.
    package var isProvisional: Bool
    /// Who claimed it.
    package var claimedBy: PersonID?
    /// When it was claimed.
    package var claimedAt: Timestamp?
    /// The number of open errands.
    package var openErrands: Int
    /// The kind of request, for statistics.
    package var requestKind: String
    /// The price of its opening.
    package var price: Rials
    /// Where the price comes from.
    package var priceSource: String?
    /// The service level agreement of its opening.
    package var slaVersion: String?
    /// When it was opened.
    package var openedAt: Timestamp
    /// When the first result was given.
    package var initialResultAt: Timestamp?
    /// When it became late.
    package var lateAt: Timestamp?
    /// How it ended; nil while it is open.
    package var outcome: CaseOutcome?
    /// When it ended; nil while it is open.
    package var closedAt: Timestamp?

    /// A row by its columns.
    package init(
        id: String,
        tracking: String,
        service: ServiceID,
        version: Int,
        openedBy: PersonID,
        subject: String? = nil,
        organisation: OrganisationCode,
        parent: String? = nil,
        onceKey: String? = nil,
        step: StepName,
        revision: Int64 = 1,
        turn: Int64 = 1,
        waiting: Waiting,
        since: Timestamp,
        dueAt: Timestamp? = nil,
        isProvisional: Bool = false,
        claimedBy: PersonID? = nil,
        claimedAt: Timestamp? = nil,
        openErrands: Int = 0,
        requestKind: String = "",
        price: Rials = .zero,
        priceSource: String? = nil,
        slaVersion: String? = nil,
        openedAt: Timestamp,
        initialResultAt: Timestamp? = nil,
        lateAt: Timestamp? = nil,
        outcome: CaseOutcome? = nil,
        closedAt: Timestamp? = nil
    ) {
        self.id = id
        self.tracking = tracking
        self.service = service
        self.version = version
        self.openedBy = openedBy
        self.subject = subject
        self.organisation = organisation
        self.parent = parent
        self.onceKey = onceKey
        self.step = step
        self.revision = revision
        self.turn = turn
        self.waiting = waiting
        self.since = since
        self.dueAt = dueAt
        self.isProvisional = isProvisional
        self.claimedBy = claimedBy
        self.claimedAt = claimedAt
        self.openErrands = openErrands
        self.requestKind = requestKind
        self.price = price
        self.priceSource = priceSource
        self.slaVersion = slaVersion
        self.openedAt = openedAt
        self.initialResultAt = initialResultAt
        self.lateAt = lateAt
        self.outcome = outcome
        self.closedAt = closedAt
    }
}

/// The one party that a case waits for, with its address.
package enum Waiting: Sendable, Hashable {
    /// The applicant.
    case applicant
    /// Another person.
    case person(PersonID)
    /// The holder of a role in an organisation.
    case cartable(Role, OrganisationCode)
    /// The answers to errands.
    case errands
    /// A commission (a later stage).
    case commission(OrganisationCode)
    /// A payment (a later stage).
    case gateway
    /// A day (a later stage).
    case date
    /// Nothing: it is closed.
    case none
}
