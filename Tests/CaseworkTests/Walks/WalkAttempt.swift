import Accounts
import Casework
import Persian

/// A move that a walk tries, with what its inputs fulfil.
struct WalkAttempt: Sendable {
    let caseID: String
    let actor: String
    let action: String
    let moveID: String
    var revision: Int64
    var inputs: MoveInputs
    /// When the person proved a factor.
    var provedAt: Timestamp?
    /// Whether the person signed in by a one-time code, so that no role counts.
    var isByCode = false
    /// The needs of the table that the inputs meet.
    var fulfils: Set<String>
    var isLongNote = false
    /// Whether the form of the case names the person `person`.
    var caseNames = false

    var errand: String? { inputs.errand }
    var reference: String { inputs.reference ?? "" }

    func request(at now: Timestamp) -> MoveRequest {
        MoveRequest(
            ActionName(action),
            of: caseID,
            moveID: moveID,
            revision: revision,
            by: .person(
                TestCases.id(actor),
                provedAt: provedAt,
                session: isByCode ? .citizen : .staff
            ),
            inputs: inputs,
            at: now
        )
    }

    /// Right inputs for every action of a service.
    static func right(
        _ action: String,
        of seen: WalkCase,
        by actor: String,
        _ moveID: String,
        at now: Timestamp
    ) -> WalkAttempt {
        var inputs = MoveInputs()
        inputs.note = "A text."
        inputs.reason = "wrong"
        inputs.amount = Rials(50_000_000_000)
        inputs.reference = "reference \(moveID)"
        inputs.documents = [TypedDocument("scan", name: "scan.pdf")]
        inputs.decisions = [TypedDecision("/scan", isAccepted: true)]
        // Another number, which no other case has; about the same person.
        let isAboutNobody = seen.parties.contains { $0.role == "subject" && $0.person == nil }
        let number = seen.id.utf8.reduce(UInt32(7)) { $0 &* 31 &+ UInt32($1) }
        inputs.form = WalkForms.form(
            of: seen.service,
            isAboutNobody ? 1 : 0,
            number: Int(number) + 1_000_000
        )
        if let field = WalkRules.returnable[seen.service] {
            inputs.returned = [FieldReturn(field: field, reason: "wrong")]
        }
        return WalkAttempt(
            caseID: seen.id,
            actor: actor,
            action: action,
            moveID: moveID,
            revision: seen.revision,
            inputs: inputs,
            provedAt: now,
            fulfils: [
                "note", "reason", "amount", "reference", "file", "decisions", "form", "returned",
                "factor",
            ]
        )
    }

    /// Takes away what one of the needs requires, or makes it wrong.
    mutating func spoil(_ choice: Int, at now: Timestamp) {
        switch choice {
        case 0: (inputs.note, fulfils) = (nil, fulfils.subtracting(["note"]))
        case 1: (inputs.reason, fulfils) = ("unknown", fulfils.subtracting(["reason"]))
        case 2: (inputs.amount, fulfils) = (nil, fulfils.subtracting(["amount"]))
        case 3: (inputs.reference, fulfils) = (" ", fulfils.subtracting(["reference"]))
        case 4:
            inputs.documents = [TypedDocument("unknown", name: "scan.pdf")]
            fulfils.remove("file")
        case 5: (inputs.decisions, fulfils) = ([], fulfils.subtracting(["decisions"]))
        case 6: (inputs.form, fulfils) = (TypedForm(), fulfils.subtracting(["form"]))
        case 7:
            inputs.returned = [FieldReturn(field: "/unknown", reason: "wrong")]
            fulfils.remove("returned")
        case 8: (provedAt, fulfils) = (nil, fulfils.subtracting(["factor"]))
        case 9:
            (provedAt, fulfils) = (now.adding(seconds: -601), fulfils.subtracting(["factor"]))
        case 10:
            inputs.note = String(repeating: "a", count: 4_001)
            isLongNote = true
        default:
            inputs = MoveInputs()
            provedAt = nil
            fulfils = []
        }
    }
}

/// The forms of a walk.
enum WalkForms {
    /// The national number of the person `person`, and one that no person has.
    static let number = "0084575948"
    static let unknown = "1278888772"

    static let services = [
        "permit", "permit-objection", "survey", "grievance", "deposit", "summons",
    ]

    /// A right form; `variant` 1 names the person, or one that is unknown, where the service has such a field.
    static func form(of service: String, _ variant: Int, number: Int = 0) -> TypedForm {
        switch service {
        case "permit":
            [
                "institution": "1004", "number": .text("N\(number)"), "purpose": "study",
                "true": "yes", "scan": TestServices.scan,
            ]
        case "permit-objection": ["why": "They erred."]
        case "survey": ["institution": "1004"]
        case "grievance" where variant == 1: ["text": "It was slow.", "person": .text(self.number)]
        case "grievance": ["text": "It was slow."]
        case "deposit":
            [
                "person": .text(variant == 1 ? unknown : self.number),
                "account": "IR480170000000105123456789",
            ]
        case "summons": ["person": .text(variant == 1 ? unknown : self.number)]
        default: [:]
        }
    }

    /// Whether the form names the person `person` in the field of an exclusion.
    static func names(_ service: String, _ variant: Int) -> Bool {
        switch service {
        case "grievance": variant == 1
        case "summons": variant == 0
        default: false
        }
    }
}
