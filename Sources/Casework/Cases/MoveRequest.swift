package import Accounts
package import Persian
import VerifyCore

/// One move that a client, a timer or another case asks for.
package struct MoveRequest: Sendable {
    /// The case.
    package var caseID: String
    /// The id that the client made; at most one move is done with it, in all cases.
    package var moveID: String
    /// The revision that the client saw; nil for timers, workers and answers to errands, which check their own row.
    package var revision: Int64?
    /// The action.
    package var action: ActionName
    /// What moves the case.
    package var actor: CaseActor
    /// The inputs.
    package var inputs: MoveInputs
    /// The way by which the move came.
    package var via: MoveOrigin
    /// The moment.
    package var at: Timestamp

    /// Declares a move.
    package init(
        _ action: ActionName,
        of caseID: String,
        moveID: String,
        revision: Int64?,
        by actor: CaseActor,
        inputs: MoveInputs = MoveInputs(),
        via: MoveOrigin = .page,
        at: Timestamp
    ) {
        self.caseID = caseID
        self.moveID = moveID
        self.revision = revision
        self.action = action
        self.actor = actor
        self.inputs = inputs
        self.via = via
        self.at = at
    }
}

/// What moves a case.
package enum CaseActor: Sendable, Hashable {
    /// A person with a session; `provedAt` is when the person last proved a factor in it.
    ///
    /// A session by a one-time code uses no role: the person acts as applicant or party only.
    case person(PersonID, provedAt: Timestamp?, session: SignInSession.Kind)
    /// A timer, a clock, or the engine itself.
    case clock
    /// A program with the API key of this id, which proposes and never moves.
    case program(key: String)

    /// The person of a session.
    package init(_ session: SignInSession) {
        self = .person(session.person, provedAt: session.provedAt, session: session.kind)
    }

    /// The person; nil for a clock and a program.
    package var person: PersonID? {
        switch self {
        case .person(let id, _, _): id
        case .clock, .program: nil
        }
    }

    /// Whether the session may use the roles of its person: only one by password and second factor.
    var usesRoles: Bool {
        switch self {
        case .person(_, _, let session): session == .staff
        case .clock: true
        case .program: false
        }
    }

    /// The column `case_event.actor`.
    var name: String {
        switch self {
        case .person(let id, _, _): id.description
        case .clock: "clock"
        case .program(let key): "api-key \(key)"
        }
    }
}

/// What a move brings; which parts it must have, its action declares.
package struct MoveInputs: Sendable, Hashable {
    /// The form.
    package var form: TypedForm?
    /// The text.
    package var note: String?
    /// The value of the reason.
    package var reason: String?
    /// What goes back to the applicant.
    package var returned: [FieldReturn] = []
    /// The decisions about files.
    package var decisions: [TypedDecision] = []
    /// Files without a form.
    package var documents: [TypedDocument] = []
    /// The amount.
    package var amount: Rials?
    /// The reference from outside.
    package var reference: String?
    /// Whose values are taken where the answers and a register differ.
    package var choices: ValueChoices?
    /// The errand that is answered; nil for the only one of the person.
    package var errand: String?

    /// No inputs.
    package init() {}
}

/// A decision about a file of the last submission.
package struct TypedDecision: Sendable, Hashable {
    /// The JSON pointer of the field.
    package let field: String
    /// Which file of the field, from 0.
    package let ordinal: Int
    /// Whether the file is accepted.
    package let isAccepted: Bool
    /// Why it is not.
    package let reason: String?

    /// A decision.
    package init(_ field: String, _ ordinal: Int = 0, isAccepted: Bool, reason: String? = nil) {
        self.field = field
        self.ordinal = ordinal
        self.isAccepted = isAccepted
        self.reason = reason
    }
}

extension MoveInputs {
    /// The digest that the event has: a move id that comes again must bring the same inputs.
    var digest: Digest {
        var parts: [RowStatement.Part] = [
            .init(form?.canonicalText), .init(note), .init(reason), .init(amount?.amount),
            .init(reference), .init(errand), .integer(Int64(returned.count)),
        ]
        for entry in returned {
            parts += [
                .text(entry.field), .integer(Int64(entry.ordinal)), .text(entry.reason),
                .init(entry.note),
            ]
        }
        // Only where there are any: the digest of other moves stays what it was.
        if let choices { parts.append(.text(choices.text)) }
        parts.append(.integer(Int64(decisions.count)))
        for decision in decisions {
            parts += [
                .text(decision.field), .integer(Int64(decision.ordinal)),
                .integer(decision.isAccepted ? 1 : 0), .init(decision.reason),
            ]
        }
        parts += documents.flatMap { [.text($0.id), .text($0.name)] }
        return RowStatement(.moveInputs, parts).digest
    }

    /// What a person typed, as JSON, for a draft; nil where nothing was typed.
    var typed: [UInt8]? {
        guard form != nil || note != nil else { return nil }
        return JSON.object([
            .init("note", JSON(note)), .init("form", form?.json ?? .null),
        ]).encoded()
    }
}

extension TypedForm {
    /// The same text for equal forms.
    var canonicalText: String { String(decoding: json.encoded(), as: UTF8.self) }

    /// The form as JSON, with the names in the order of the alphabet.
    var json: JSON {
        .object(
            byName.sorted { $0.key < $1.key }.map { name, value in
                switch value {
                case .text(let text): .init(name, .string(text))
                case .documents(let documents):
                    .init(
                        name,
                        .array(
                            documents.map {
                                .object([
                                    .init("document", .string($0.id)),
                                    .init("name", .string($0.name)),
                                ])
                            }
                        )
                    )
                case .entries(let entries): .init(name, .array(entries.map(\.json)))
                }
            }
        )
    }
}
