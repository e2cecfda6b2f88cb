import Persian
import VerifyCore

/// A change that takes two persons: the first proposes it, another one confirms it.
package enum ProposedChange: Sendable, Hashable {
    /// A role, from the command line or from a head who needs SAORG's approval.
    case grant(GrantRequest)
    /// Several roles, as of a list of heads; at most `mostGrants`.
    case grants([GrantRequest])
    /// The end of a grant, from the command line.
    case end(grant: String, reason: String)
    /// New credentials of a member of staff, who lost the old ones (flow 8).
    case reset(PersonID, reason: String)
    /// A block of a person, from the command line.
    case block(PersonID, reason: String)
    /// The end of a block.
    case unblock(PersonID, reason: String)
    /// The identity of a person, attested in the person's presence with the document that was seen (flow 3).
    case attest(Attestation)
    /// Two rows that are the same natural person; the first one is joined into the second.
    case join(PersonID, into: PersonID)
    /// A deputy for more than `Delegation.daysAYear` days.
    case delegation(DelegationRequest)

    /// The most roles of one proposal: they are granted in one transaction.
    package static let mostGrants = 100

    /// The word of the kind, in the column `proposal.kind`.
    package var kind: String {
        switch self {
        case .grant: "grant"
        case .grants: "grants"
        case .end: "end"
        case .reset: "reset"
        case .block: "block"
        case .unblock: "unblock"
        case .attest: "attest"
        case .join: "join"
        case .delegation: "delegation"
        }
    }

    /// The persons that the change is about, who cannot confirm it.
    package var persons: [PersonID] {
        switch self {
        case .grant(let request): [request.candidate.person].compactMap(\.self)
        case .grants(let requests): requests.compactMap(\.candidate.person)
        case .end: []
        case .reset(let person, _), .block(let person, _), .unblock(let person, _): [person]
        case .attest(let attestation): attestation.persons
        case .join(let person, let other): [person, other]
        case .delegation(let request): [request.delegator, request.deputy]
        }
    }

    /// The organisation that it is about; nil for a change of a person.
    package var organisation: String? {
        switch self {
        case .grant(let request): request.organisation
        case .delegation(let request): request.organisation
        case .attest(let attestation): attestation.organisation
        case .grants, .end, .reset, .block, .unblock, .join: nil
        }
    }
}

/// The stored form: JSON, in an encrypted column.
extension ProposedChange {
    var json: JSON {
        let rest: JSON
        switch self {
        case .grant(let request): rest = request.json
        case .grants(let requests): rest = ["grants": .array(requests.map(\.json))]
        case .end(let grant, let reason):
            rest = ["grant": .string(grant), "reason": .string(reason)]
        case .reset(let person, let reason), .block(let person, let reason),
            .unblock(let person, let reason):
            rest = ["person": .string(person.description), "reason": .string(reason)]
        case .attest(let attestation): rest = attestation.json
        case .join(let person, let other):
            rest = ["person": .string(person.description), "into": .string(other.description)]
        case .delegation(let request): rest = request.json
        }
        return rest.with(.init("change", .string(kind)))
    }

    /// Reads the stored form; nil for another one.
    init?(_ json: JSON) {
        func person(_ name: String) -> PersonID? { json[name]?.string.map { PersonID($0) } }
        let reason = json["reason"]?.string ?? ""
        switch json["change"]?.string {
        case "grant":
            guard let request = GrantRequest(json) else { return nil }
            self = .grant(request)
        case "grants":
            let list = json["grants"]?.array ?? []
            let requests = list.compactMap(GrantRequest.init)
            guard requests.count == list.count else { return nil }
            self = .grants(requests)
        case "end":
            guard let grant = json["grant"]?.string else { return nil }
            self = .end(grant: grant, reason: reason)
        case "delegation":
            guard let request = DelegationRequest(json) else { return nil }
            self = .delegation(request)
        case "join":
            guard let from = person("person"), let into = person("into") else { return nil }
            self = .join(from, into: into)
        case "attest":
            guard let attestation = Attestation(json) else { return nil }
            self = .attest(attestation)
        case let word:
            guard let person = person("person") else { return nil }
            switch word {
            case "reset": self = .reset(person, reason: reason)
            case "block": self = .block(person, reason: reason)
            case "unblock": self = .unblock(person, reason: reason)
            default: return nil
            }
        }
    }
}

extension GrantRequest {
    fileprivate var json: JSON {
        let who: JSON
        switch candidate {
        case .person(let person): who = ["person": .string(person.description)]
        case .invited(let draft): who = ["draft": draft.json]
        }
        return who.with(
            .init("role", .string(role.rawValue)),
            .init("organisation", .string(organisation)),
            .init("from", JSON(from?.description)),
            .init("until", JSON(until?.description))
        )
    }

    fileprivate init?(_ json: JSON) {
        let candidate: Candidate
        if let person = json["person"]?.string {
            candidate = .person(PersonID(person))
        } else if let draft = json["draft"].flatMap(PersonDraft.init(json:)) {
            candidate = .invited(draft)
        } else {
            return nil
        }
        guard let role = json["role"]?.string.flatMap(Role.init(rawValue:)),
            let organisation = json["organisation"]?.string
        else { return nil }
        self.init(
            candidate,
            as: role,
            in: organisation,
            from: json["from"]?.string.map(Timestamp.init(stored:)),
            until: json["until"]?.string.map(Timestamp.init(stored:))
        )
    }
}

extension DelegationRequest {
    fileprivate var json: JSON {
        [
            "delegator": .string(delegator.description), "deputy": .string(deputy.description),
            "role": .string(role.rawValue), "organisation": .string(organisation),
            "service": JSON(service), "from": .string(from.description),
            "until": .string(until.description),
        ]
    }

    fileprivate init?(_ json: JSON) {
        guard let delegator = json["delegator"]?.string, let deputy = json["deputy"]?.string,
            let role = json["role"]?.string.flatMap(Role.init(rawValue:)),
            let organisation = json["organisation"]?.string,
            let from = json["from"]?.string, let until = json["until"]?.string
        else { return nil }
        self.init(
            of: PersonID(delegator),
            to: PersonID(deputy),
            role: role,
            in: organisation,
            service: json["service"]?.string,
            from: Timestamp(stored: from),
            until: Timestamp(stored: until)
        )
    }
}
