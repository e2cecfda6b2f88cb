import Casework

/// What each action of the test services is, written by hand: this table shares no code with the engine and its declarations.
struct WalkRule: Sendable {
    let service: String
    let step: String
    let action: String
    /// `H` holder, `D` deputy, `A` applicant, `P` party, `E` addressee of an errand, `C` clock.
    let by: Set<Character>
    /// `parties`, `requester`, `agree`, `named`.
    let exclusions: Set<String>
    /// `returned`, `decisions`, `factor`, `reason`, `note`, `form`, `file`, `reference`, `amount`, `second`.
    let needs: Set<String>
    /// The steps that can follow; `-` for the same, `=outcome` for the end, `!step` where an effect is refused.
    let next: Set<String>
    /// The templates of the messages.
    let templates: [String]

    /// Whether a refused effect leaves the case somewhere.
    var hasEffect: Bool { next.contains { $0.hasPrefix("!") } }

    /// Where the case goes without a refusal; the sample decides between two.
    func target(isSampled: Bool) -> String {
        if action == "agree" { return isSampled ? "confirm" : "second-review" }
        return next.first { !$0.hasPrefix("!") } ?? "-"
    }
}

enum WalkRules {
    static let all: [WalkRule] = table.split(separator: "\n").map { line in
        let words = line.split(separator: " ").map(String.init)
        func set(_ word: String) -> Set<String> {
            word == "." ? [] : Set(word.split(separator: ",").map(String.init))
        }
        return WalkRule(
            service: words[0],
            step: words[1],
            action: words[2],
            by: Set(words[3]),
            exclusions: set(words[4]),
            needs: set(words[5]),
            next: set(words[6]),
            templates: words[7] == "." ? [] : words[7].split(separator: ",").map(String.init)
        )
    }

    static func rule(_ service: String, _ step: String, _ action: String) -> WalkRule? {
        all.first { $0.service == service && $0.step == step && $0.action == action }
    }

    static func rules(_ service: String, _ step: String) -> [WalkRule] {
        all.filter { $0.service == service && $0.step == step }
    }

    private static let table = """
        permit review return HD . returned applicant case-applicant
        permit review agree HD parties,requester decisions,factor confirm,second-review .
        permit review refuse HD parties reason,note =refused case-applicant
        permit review withdraw A . . =withdrawn .
        permit review escalate C . . - case-owner-unit
        permit applicant resubmit A . form review .
        permit applicant lapse C . . =lapsed case-applicant
        permit confirm issue HD parties,agree factor =issued,!review case-applicant
        permit confirm send-back HD . note review case-holder
        permit second-review issue HD parties,agree factor =issued,!review case-applicant
        permit second-review send-back HD . note review case-holder
        permit second-review escalate C . . - case-owner-unit
        permit-objection office grant HD parties factor =granted case-applicant
        permit-objection office refuse HD parties reason,note =refused case-applicant
        permit-objection office refer HD . note administrator .
        permit-objection administrator grant HD parties factor =granted case-applicant
        permit-objection administrator refuse HD parties reason,note =refused case-applicant
        survey all answer E . note - .
        survey all joined C . . any .
        survey any answer E . note - .
        survey any joined C . . two .
        survey two answer E . note - .
        survey two joined C . . term .
        survey term answer E . note - .
        survey term joined C . . inquiry .
        survey term lapse C . . inquiry case-applicant
        survey inquiry joined C . . =granted case-applicant
        inquiry answer answer HD . note =granted case-applicant
        grievance custodian message AH named note - case-applicant,case-holder
        grievance custodian transfer HD named note desk case-holder
        grievance custodian answer HD named note =granted case-applicant
        grievance desk answer HD named note =granted case-applicant
        deposit deposit deposited HD . reference,amount,second =paid,!- case-applicant,case-party
        deposit deposit bounced HD . returned,note applicant case-applicant
        deposit applicant resubmit A . form deposit .
        deposit applicant lapse C . . =lapsed case-applicant
        summons notice notified C . . subject case-party
        summons subject commit P . file office .
        summons subject lapse C . . office case-applicant
        summons office accept HD parties,named . =granted case-applicant,case-party
        """

    /// Who opens a case of a service.
    static let openers: [String: Set<String>] = [
        "deposit": ["head"],
        "survey": ["office", "desk", "second-office"],
        "summons": ["office", "desk", "second-office"],
    ]

    /// The services whose cases are opened in a role only, so that their applicant acts in one too.
    static let openedInRole: Set<String> = ["deposit", "survey", "summons", "inquiry"]

    /// The unit that is responsible for a service, and who has a role in it that reads its cases: the help desk has none.
    static func isOwner(_ person: String, of service: String) -> Bool {
        service == "grievance"
            ? person == "custodian" : ["office", "second-office"].contains(person)
    }

    /// The fields of each form that can go back.
    static let returnable = ["permit": "/scan", "deposit": "/account"]

    /// Role and organisation, and who has the role there.
    static let candidates: [String: [String]] = [
        "reviewer 1004": ["reviewer", "second-reviewer", "third-reviewer"],
        "confirmer 1004": ["confirmer", "third-confirmer"],
        "graduates-office graduates": ["office", "second-office"],
        "administrator saorg": ["office", "requester"],
        "help-desk graduates": ["desk"],
        "custodian monitoring": ["custodian"],
        "reviewer fund": ["fund", "second-fund"],
    ]

    /// The addresses of each service.
    static let addresses: [WalkAddress] = [
        WalkAddress("reviewer", "permit", "1004"), WalkAddress("confirmer", "permit", "1004"),
        WalkAddress("graduates-office", "permit", "graduates"),
        WalkAddress("graduates-office", "permit-objection", "graduates"),
        WalkAddress("administrator", "permit-objection", "saorg"),
        WalkAddress("reviewer", "survey", "1004"), WalkAddress("confirmer", "survey", "1004"),
        WalkAddress("help-desk", "survey", "graduates"),
        WalkAddress("help-desk", "inquiry", "graduates"),
        WalkAddress("custodian", "grievance", "monitoring"),
        WalkAddress("help-desk", "grievance", "graduates"),
        WalkAddress("reviewer", "deposit", "fund"),
        WalkAddress("graduates-office", "summons", "graduates"),
    ]

    /// Everyone who acts in a walk.
    static let persons = [
        "person", "other", "head", "reviewer", "confirmer", "office", "desk", "custodian", "fund",
        "second-reviewer", "third-reviewer", "third-confirmer", "second-office", "second-fund",
        "requester", "approver",
    ]
}

/// Role, service and organisation of a cartable, as the columns have them.
struct WalkAddress: Hashable, Sendable, CustomStringConvertible {
    let role: String
    let service: String
    let organisation: String

    init(_ role: String, _ service: String, _ organisation: String) {
        (self.role, self.service, self.organisation) = (role, service, organisation)
    }

    var description: String { "\(role) \(service) \(organisation)" }
    var candidates: [String] { WalkRules.candidates["\(role) \(organisation)"] ?? [] }
}

/// What a walk found.
struct WalkFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
