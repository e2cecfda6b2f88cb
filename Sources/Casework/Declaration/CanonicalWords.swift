import Accounts

/// The words of the canonical text. They never change: the fingerprints of released versions contain them.
extension Opener {
    var canonicalText: String {
        switch self {
        case .person(let level): "person(\(level.rawValue))"
        case .anonymous: "anonymous"
        case .holder(let role): "holder(\(role.rawValue))"
        case .unit(let code): "unit(\(code))"
        case .effect: "effect"
        case .bulk: "bulk"
        }
    }
}

extension SubjectRule {
    var canonicalText: String {
        switch self {
        case .opener: "opener"
        case .named(let field): "named(\(field))"
        case .organisation(let field): "organisation(\(field))"
        case .none: "none"
        }
    }
}

extension FieldType {
    /// The type; the fields of a group follow in lines of their own.
    var canonicalWord: String {
        switch self {
        case .text: return "text"
        case .longText: return "long-text"
        case .number: return "number"
        case .money: return "money"
        case .date: return "date"
        case .choice(let choices):
            return "choice" + CanonicalLines.list(choices.map { CanonicalLines.quoted($0.value) })
        case .nationalID: return "national-id"
        case .foreignerID: return "foreigner-id"
        case .passport: return "passport"
        case .legalID: return "legal-id"
        case .iban: return "iban"
        case .mobile: return "mobile"
        case .email: return "email"
        case .postalCode: return "postal-code"
        case .organisation: return "organisation"
        case .file(let rule):
            let kinds = CanonicalLines.set(rule.kinds.map(\.rawValue))
            return "file(\(kinds) \(rule.count.lowerBound)-\(rule.count.upperBound) \(rule.bytes))"
        case .declaration: return "declaration"
        case .group(_, let count): return "group(\(count.lowerBound)-\(count.upperBound))"
        }
    }
}

extension Condition {
    var canonicalText: String {
        switch self {
        case .always: "always"
        case .never: "never"
        case .equals(let field, let text): "equals(\(field) \(CanonicalLines.quoted(text)))"
        case .present(let field): "present(\(field))"
        case .all(let conditions): "all" + CanonicalLines.list(conditions.map(\.canonicalText))
        case .any(let conditions): "any" + CanonicalLines.list(conditions.map(\.canonicalText))
        case .not(let condition): "not(\(condition.canonicalText))"
        }
    }
}

extension Prefill {
    var canonicalText: String {
        switch self {
        case .person(let field): "person(\(field.rawValue))"
        case .dataBank(let field): "data-bank(\(field.rawValue))"
        case .entry(let name): "entry(\(CanonicalLines.quoted(name)))"
        }
    }
}

extension WaitingParty {
    var canonicalText: String {
        switch self {
        case .applicant: "applicant"
        case .party(let role): "party(\(role.rawValue))"
        case .cartable(let role, let organisation):
            "cartable(\(role.rawValue) \(organisation.canonicalText))"
        case .errands: "errands"
        case .commission(let code): "commission(\(code))"
        case .gateway: "gateway"
        case .date(let field): "date(\(field))"
        }
    }
}

extension OrganisationReference {
    var canonicalText: String {
        switch self {
        case .chosen(let field): "chosen(\(field))"
        case .ofApplicant: "of-applicant"
        case .unit(let code): "unit(\(code))"
        case .outside(let code): "outside(\(code))"
        case .asIn(let step): "as-in(\(step))"
        }
    }
}

extension Requirement {
    var canonicalText: String {
        switch self {
        case .form: "form"
        case .note: "note"
        case .reason(let list):
            "reason(\(CanonicalLines.quoted(list.name)) "
                + CanonicalLines.list(list.reasons.map { CanonicalLines.quoted($0.value) }) + ")"
        case .file: "file"
        case .returnedFields: "returned-fields"
        case .fileDecisions: "file-decisions"
        case .choices: "choices"
        case .amount: "amount"
        case .reference(let kind): "reference(\(kind.canonicalText))"
        case .freshFactor: "fresh-factor"
        case .secondPerson: "second-person"
        }
    }
}

extension FactKind {
    var canonicalText: String { CanonicalLines.quoted(name) + (isGlobal ? " global" : "") }
}

extension Exclusion {
    var canonicalText: String {
        switch self {
        case .parties: "parties"
        case .actorOf(let action): "actor-of(\(action))"
        case .requesterOfHolder: "requester-of-holder"
        case .unit(let role): "unit-of(\(role.rawValue))"
        case .namedIn(let field): "named-in(\(field))"
        case .decidersBefore: "deciders-before"
        }
    }
}

extension Recipient {
    var canonicalText: String {
        switch self {
        case .applicant: "applicant"
        case .party(let role): "party(\(role.rawValue))"
        case .holder: "holder"
        case .ownerUnit: "owner-unit"
        case .respondent: "respondent"
        }
    }
}

extension Transition {
    var canonicalText: String {
        switch self {
        case .step(let name): "step(\(name))"
        case .stay: "stay"
        case .back: "back"
        case .closed(let outcome): "closed(\(outcome.rawValue))"
        case .byResult(let branches):
            "by-result"
                + CanonicalLines.list(
                    branches.sorted { $0.key < $1.key }.map {
                        "\(CanonicalLines.quoted($0.key)):\($0.value.canonicalText)"
                    }
                )
        case .sampled(let inside, let otherwise):
            "sampled(\(inside.canonicalText) \(otherwise.canonicalText))"
        case .when(let condition, let inside, let otherwise):
            "when(\(condition.canonicalText) \(inside.canonicalText) \(otherwise.canonicalText))"
        }
    }
}

extension Effect {
    var canonicalText: String { name.text + (issues ? "(issues)" : "") }
}

extension TimeBudget {
    var canonicalText: String {
        switch self {
        case .hours(let amount): "\(amount)h"
        case .workDays(let amount): "\(amount)wd"
        case .days(let amount): "\(amount)d"
        case .months(let amount): "\(amount)mo"
        }
    }
}

extension TimerEffect {
    var canonicalText: String {
        switch self {
        case .remind: "remind"
        case .escalate(let role): "escalate(\(role.rawValue))"
        case .lapse(let action): "lapse(\(action))"
        }
    }
}

extension ErrandRule {
    var canonicalText: String {
        switch self {
        case .opinions(let addressees, let join):
            "opinions"
                + CanonicalLines.set(
                    addressees.map { "\($0.key.rawValue):\($0.value.canonicalText)" }
                ) + " \(join.canonicalText)"
        case .vote(let code): "vote(\(code))"
        case .child(let service): "child(\(service))"
        case .outside(let code, let kind): "outside(\(code) \(kind.canonicalText))"
        }
    }
}

extension JoinRule {
    var canonicalText: String {
        switch self {
        case .all: "all"
        case .any: "any"
        case .atLeast(let number): "at-least(\(number))"
        case .lapse(let rule, let after, let then):
            "lapse(\(rule.canonicalText) \(after.canonicalText) \(then))"
        }
    }
}
