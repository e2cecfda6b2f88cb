package import Accounts

/// Who opens a case of a service, about whom, and under which conditions.
package struct OpeningRule: Sendable {
    /// Who may open one.
    package let by: Set<Opener>
    /// The person or organisation that the case is about.
    package let about: SubjectRule
    /// The fields for whose values at most one case may be open.
    ///
    /// `opener` is the person; empty means any number of cases.
    package let once: [FieldName]
    /// The conditions that are shown before the form.
    package let preconditions: [Guard]
    /// The effects of the opening, in order; a refused one opens no case.
    ///
    /// They prepare nothing, because a case may be opened within the transaction of another one.
    package let effects: [Effect]
    /// How a case names the refused one to which it objects; nil for a service that is no objection.
    package let objects: ObjectionRule?

    /// Declares how cases are opened.
    package init(
        by: Set<Opener>,
        about: SubjectRule = .opener,
        once: [FieldName] = [],
        preconditions: [Guard] = [],
        effects: [Effect] = [],
        objects: ObjectionRule? = nil
    ) {
        self.by = by
        self.about = about
        self.once = once
        self.preconditions = preconditions
        self.effects = effects
        self.objects = objects
    }

    /// The word of `once` that means the person who opens the case.
    package static let opener: FieldName = "opener"
}

/// How an objection names the refused case: a case of the same person, whose service names the objection.
package struct ObjectionRule: Sendable, Hashable {
    /// The field with the tracking number of the refused case.
    package let field: FieldName
    /// How many days after the refusal it is accepted.
    package let days: Int

    /// Declares where the tracking number is, and the term.
    package init(_ field: FieldName, within days: Int) {
        self.field = field
        self.days = days
    }
}

/// Who may open a case.
package enum Opener: Sendable, Hashable {
    /// A person whose identity has at least this level.
    case person(IdentityLevel)
    /// A visitor without an account.
    case anonymous
    /// The holder of a role, for the organisation of the role.
    case holder(Role)
    /// A member of a unit of SAORG.
    case unit(OrganisationCode)
    /// An effect of another case, or the rule for errands of one.
    case effect
    /// A job over a file of many persons.
    case bulk
}

/// How certain the identity of a person is (`person.level`).
package enum IdentityLevel: Int, Sendable, Hashable, Comparable {
    /// Claimed, with a proven contact.
    case claimed = 0
    /// Matched with the national registers.
    case matched = 1

    /// Orders levels by certainty.
    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// The person or organisation that a case is about.
package enum SubjectRule: Sendable, Hashable {
    /// The person who opens it.
    case opener
    /// The person whose number a field has.
    case named(by: FieldName)
    /// The organisation that a field names.
    case organisation(FieldName)
    /// No person and no organisation.
    case none
}

extension Service {
    /// Whether its cases are opened in a role only, for which a session by a one-time code is not enough.
    package var isOpenedInRole: Bool {
        !opening.by.contains { opener in
            switch opener {
            case .person, .anonymous: true
            case .holder, .unit, .effect, .bulk: false
            }
        }
    }
}
