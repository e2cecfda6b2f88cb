import Accounts
import Casework
import Persian
import VerifyCore
import Web

/// Cases in answers of the API.
extension JSON {
    /// A case of a list: no answer of a form, no person.
    init(_ file: CaseFile) {
        self = [
            "id": .string(file.id), "tracking": .string(file.tracking),
            "service": .string(file.service.text), "version": JSON(file.version),
            "step": .string(file.step.text), "waiting": .string(file.waiting.word),
            "role": JSON(file.waiting.cartableRole?.rawValue),
            "organisation": JSON(file.waiting.organisation?.text),
            "since": .string(file.since.description), "due_at": JSON(file.dueAt?.description),
            "provisional": .bool(file.isProvisional),
            "opened_at": .string(file.openedAt.description),
            "outcome": JSON(file.outcome?.rawValue),
            "closed_at": JSON(file.closedAt?.description), "revision": .integer(file.revision),
        ]
    }

    /// A case as its reader sees it; `documents` are the rows of its files.
    init(_ view: CaseView, _ documents: [StoredDocument], in language: Language) {
        let seen = view.visible
        self = [
            "id": .string(view.id), "tracking": .string(seen.tracking),
            "service": .string(seen.service.text), "version": JSON(seen.version),
            "step": .string(seen.step.text), "waiting": .string(seen.waitsFor?.word ?? "none"),
            "organisation": JSON(seen.organisation?.text),
            "since": .string(seen.since.description), "due_at": JSON(seen.dueAt?.description),
            "provisional": .bool(seen.isProvisional),
            "opened_at": .string(seen.openedAt.description),
            "outcome": JSON(seen.outcome?.rawValue),
            "closed_at": JSON(seen.closedAt?.description), "revision": .integer(view.revision),
            "capacities": .array(view.capacities.map(\.rawValue).sorted().map(JSON.string)),
            "answers": JSON(seen.values),
            "files": .array(seen.files.map { JSON($0, documents) }),
            "returned": .array(seen.returned.map { JSON($0) }),
            "events": .array(seen.events.map { JSON($0, note: view.notes[$0.seq], language) }),
            "actions": .array(view.actions.map { JSON($0, language) }),
        ]
    }

    /// The answers of a form, or of an entry of a group.
    init(_ values: FormValues) {
        self = .object(
            values.byField.sorted { $0.key < $1.key }.map {
                JSON.Member($0.key.text, JSON($0.value))
            }
        )
    }

    private init(_ value: FieldValue) {
        self =
            switch value {
            case .text(let text), .choice(let text): .string(text)
            case .number(let number): .integer(number)
            case .money(let rials): .integer(rials.amount)
            case .date(let day): .string(day.description)
            case .confirmed: true
            case .files(let files):
                .array(
                    files.map {
                        ["document": .string($0.document), "name": .string($0.shownName)]
                    }
                )
            case .entries(let entries): .array(entries.map { JSON($0) })
            }
    }

    private init(_ file: FileDecision, _ documents: [StoredDocument]) {
        let stored = documents.first { $0.id == file.file.document }
        self = [
            "document": .string(file.file.document), "field": .string(file.field),
            "ordinal": JSON(file.ordinal), "name": .string(file.file.shownName),
            "sha256": .string(Hex.encode(file.file.hash.bytes)), "bytes": JSON(stored?.bytes),
            "kind": JSON(stored?.kind.rawValue),
            "decision": JSON(file.isAccepted.map { $0 ? "accepted" : "returned" }),
            "reason": JSON(file.reason),
        ]
    }

    private init(_ entry: FieldReturn) {
        self = [
            "field": .string(entry.field), "ordinal": JSON(entry.ordinal),
            "reason": .string(entry.reason), "note": JSON(entry.note),
        ]
    }

    private init(_ event: VisibleEvent, note: String?, _ language: Language) {
        self = [
            "seq": .integer(event.seq), "action": .string(event.action.text),
            "from_step": JSON(event.fromStep?.text), "to_step": .string(event.toStep.text),
            "capacity": .string(event.capacity.rawValue), "at": .string(event.at.description),
            "reason": JSON(event.reason?.value), "note": JSON(note),
            "proposal": JSON(event.proposal?.text),
        ]
    }

    private init(_ open: OpenAction, _ language: Language) {
        self = [
            "action": .string(open.action.name.text),
            "title": .string(open.action.title.text(in: language)),
            "problems": .array(
                open.problems.map { problem in
                    [
                        "code": .string(problem.kind.word),
                        "detail": .string(problem.sentence.text(in: language)),
                    ]
                }
            ),
        ]
    }

    /// A cartable with the number of its cases.
    init(_ count: CartableCount) {
        let cartable = count.cartable
        self = [
            "id": .string(cartable.id), "role": .string(cartable.role.rawValue),
            "service": .string(cartable.service.text), "state": .string(cartable.state.rawValue),
            "since": .string(cartable.since.description),
            "due_at": JSON(cartable.dueAt?.description), "waiting": JSON(count.waiting),
            "first_due_at": JSON(count.firstDueAt?.description),
        ]
    }

    /// A document that was just received.
    init(_ document: StoredDocument) {
        self = [
            "id": .string(document.id), "sha256": .string(Hex.encode(document.hash.bytes)),
            "bytes": JSON(document.bytes), "kind": .string(document.kind.rawValue),
            "stripped": .bool(document.isStripped),
        ]
    }

    /// What became of a move.
    init(_ receipt: MoveReceipt, _ language: Language) {
        self = [
            "id": .string(receipt.caseID), "tracking": .string(receipt.tracking),
            "seq": .integer(receipt.seq), "step": .string(receipt.step.text),
            "refused": JSON(receipt.refusal?.text(in: language)),
        ]
    }
}

extension Waiting {
    /// The word of the party.
    fileprivate var word: String {
        switch self {
        case .applicant: "applicant"
        case .person: "party"
        case .cartable: "cartable"
        case .errands: "errands"
        case .commission: "commission"
        case .gateway: "gateway"
        case .date: "date"
        case .none: "none"
        }
    }

    /// The role of the cartable; nil for another party.
    fileprivate var cartableRole: Role? {
        if case .cartable(let role, _) = self { role } else { nil }
    }
}

extension WaitingParty {
    /// The same words as those of `Waiting`.
    fileprivate var word: String {
        switch self {
        case .applicant: "applicant"
        case .party: "party"
        case .cartable: "cartable"
        case .errands: "errands"
        case .commission: "commission"
        case .gateway: "gateway"
        case .date: "date"
        }
    }
}
