package import Accounts

/// Work that other parties do while a case waits.
package indirect enum ErrandRule: Sendable, Hashable {
    /// The opinions of holders, until the rule is met.
    case opinions([Role: OrganisationReference], until: JoinRule)
    /// The vote of a commission (a later stage).
    case vote(CommissionCode)
    /// A case of another service.
    case child(ServiceID)
    /// An answer from an office outside, which becomes a fact.
    case outside(OrganisationCode, FactKind)
}

/// How many errands must be answered.
package indirect enum JoinRule: Sendable, Hashable {
    /// All.
    case all
    /// One.
    case any
    /// This many.
    case atLeast(Int)
    /// As the rule says; after the budget, what is open lapses and the case does an action.
    case lapse(JoinRule, after: TimeBudget, then: ActionName)
}

extension JoinRule {
    /// Returns whether the rule is met when this many of all errands are answered.
    package func isMet(answered: Int, of all: Int) -> Bool {
        switch self {
        case .all: answered >= all
        case .any: answered >= 1
        case .atLeast(let number): answered >= number
        case .lapse(let rule, _, _): rule.isMet(answered: answered, of: all)
        }
    }

    /// When the open errands lapse and what follows; nil where they never do.
    package var lapse: (after: TimeBudget, then: ActionName)? {
        if case .lapse(_, let after, let then) = self { (after, then) } else { nil }
    }
}
