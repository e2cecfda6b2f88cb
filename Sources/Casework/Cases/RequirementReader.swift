import Accounts
import Persian
import Store
import VerifyCore

/// What a move brings, after it was read.
struct ReadInputs: Sendable {
    /// The answers of a form.
    var values: FormValues?
    /// The text.
    var note: String?
    /// The value of the reason.
    var reason: String?
    var returned: [FieldReturn] = []
    /// Files with their decisions; or new files without one.
    var files: [FileDecision] = []
    /// Whose values are taken; also among `facts`.
    var choices: ValueChoices?
    /// What is stored as a fact and used by this move.
    var facts: [(kind: FactKind, key: String, body: String)] = []
    /// A fact that was stored before, by an office outside, and is used by this move.
    var usedFact: FactRow?
    /// Whether this move is the first of two persons, and changes nothing else.
    var isFirstPerson = false
    /// The errand that it answers.
    var errand: String?
}

/// Reads the requirements of an action; all problems are collected (step 6).
struct RequirementReader {
    let cases: Cases
    let service: Service
    let snapshot: CaseSnapshot
    let action: CaseAction
    let request: MoveRequest
    private(set) var read = ReadInputs()
    private(set) var problems: [MoveProblem] = []

    init(
        _ cases: Cases,
        _ service: Service,
        _ snapshot: CaseSnapshot,
        _ action: CaseAction,
        _ request: MoveRequest
    ) {
        self.cases = cases
        self.service = service
        self.snapshot = snapshot
        self.action = action
        self.request = request
    }

    mutating func run(in connection: Connection) throws {
        readNote(isRequired: false)
        for requirement in action.requires {
            switch requirement {
            case .form: try readForm(in: connection)
            case .note: readNote(isRequired: true)
            case .reason(let list): readReason(list)
            case .file: try readFiles(in: connection)
            case .returnedFields: readReturned()
            case .fileDecisions: readDecisions()
            case .choices: readChoices()
            case .amount: readAmount()
            case .reference(let kind): try readReference(kind, in: connection)
            case .freshFactor: readFactor()
            case .secondPerson: try readSecondPerson(in: connection)
            }
        }
    }

    private mutating func readForm(in connection: Connection) throws {
        let typed = request.inputs.form ?? TypedForm()
        let facts = try cases.formFacts(
            of: typed,
            for: service.form,
            by: use,
            at: request.at,
            in: connection
        )
        switch service.form.read(typed, knowing: facts) {
        case .values(let values): read.values = values
        case .problems(let found): problems += found.map(MoveProblem.form)
        }
    }

    private mutating func readNote(isRequired: Bool) {
        let note = request.inputs.note.map { Letters.stored($0) } ?? ""
        if note.unicodeScalars.count > MoveLimit.noteScalars || (isRequired && note.isEmpty) {
            if !problems.contains(.note) { problems.append(.note) }
        } else if !note.isEmpty {
            read.note = note
        }
    }

    private mutating func readReason(_ list: ReasonList) {
        guard let reason = request.inputs.reason,
            list.reasons.contains(where: { $0.value == reason })
        else {
            problems.append(.reason)
            return
        }
        read.reason = reason
        read.facts.append((ReasonList.factKind, String(snapshot.file.revision + 1), reason))
    }

    /// The place of files without a form.
    private static let filesPlace = "/documents"

    /// What uses the files that the request names.
    private var use: CaseFileUse {
        CaseFileUse(caseID: snapshot.file.id, person: request.actor.person)
    }

    private mutating func readFiles(in connection: Connection) throws {
        let ids = Set(request.inputs.documents.map(\.id))
        let stored = try cases.files.stored(ids, use, connection)
        // The files of earlier moves stay in their places.
        let first = snapshot.files.count { $0.field == Self.filesPlace }
        guard !ids.isEmpty, ids.allSatisfy({ stored[$0] != nil }) else {
            problems.append(.file)
            return
        }
        for (index, document) in request.inputs.documents.enumerated() {
            guard let file = stored[document.id] else { continue }
            read.files.append(
                FileDecision(
                    field: Self.filesPlace,
                    ordinal: first + index,
                    file: FileReference(
                        document: file.document,
                        hash: file.hash,
                        shownName: ShownName(document.name).text
                    )
                )
            )
        }
    }

    private mutating func readReturned() {
        if request.inputs.returned.isEmpty { problems.append(.returned()) }
        for (index, entry) in request.inputs.returned.enumerated() {
            let name = entry.field.split(separator: "/").first.map { FieldName(String($0)) }
            guard entry.field.hasPrefix("/"), let name, service.form[name] != nil,
                !entry.reason.isEmpty, snapshot.submission != nil
            else {
                problems.append(.returned(index))
                continue
            }
            read.returned.append(entry)
        }
    }

    private mutating func readDecisions() {
        for file in snapshot.files {
            let typed = request.inputs.decisions.last {
                $0.field == file.field && $0.ordinal == file.ordinal
            }
            guard let typed, typed.isAccepted || typed.reason?.isEmpty == false else {
                problems.append(.decision(file))
                continue
            }
            var decided = file
            decided.isAccepted = typed.isAccepted
            decided.decidedSeq = snapshot.file.revision + 1
            decided.reason = typed.reason
            read.files.append(decided)
        }
    }

    private mutating func readChoices() {
        guard let choices = request.inputs.choices else { return }
        read.choices = choices
        let key = String(snapshot.file.revision + 1)
        read.facts.append((ValueChoices.factKind, key, choices.text))
    }

    private mutating func readAmount() {
        guard let amount = request.inputs.amount, amount.amount > 0 else {
            problems.append(.amount)
            return
        }
        if !action.requires.contains(where: \.isReference) {
            let key = String(snapshot.file.revision + 1)
            read.facts.append(("amount", key, String(amount.amount)))
        }
    }

    private mutating func readReference(_ kind: FactKind, in connection: Connection) throws {
        let key = request.inputs.reference.map { Letters.stored($0) } ?? ""
        guard !key.isEmpty, key.unicodeScalars.count <= MoveLimit.referenceScalars else {
            problems.append(.reference)
            return
        }
        let caseID = snapshot.file.id
        let amount = request.inputs.amount.map { String($0.amount) } ?? ""
        let known = try FactRow.find(kind.name, key: key, of: caseID, in: connection)
        if let known, known.fact.usedBySeq == nil {
            let keys = cases.keyring.current
            try keys.requireIntact(known.statement, known.seal, "fact", alarm: cases.alarm)
            // It was reported before, and its own words stay.
            read.usedFact = known
            if !amount.isEmpty, amount != known.fact.body {
                read.facts.append(("amount", String(snapshot.file.revision + 1), amount))
            }
            return
        }
        if try FactRow.exists(kind, key: key, of: caseID, in: connection) {
            problems.append(.usedReference)
        }
        read.facts.append((kind, key, amount))
    }

    private mutating func readFactor() {
        guard case .person(_, let provedAt, _) = request.actor else { return }
        let isFresh = provedAt.map {
            request.at < $0.adding(seconds: SignIn.freshSeconds) && $0 <= request.at
        }
        if isFresh != true { problems.append(.factor) }
    }

    /// The first of two persons leaves an event of the action and nothing else; the second one does the action.
    private mutating func readSecondPerson(in connection: Connection) throws {
        guard let person = request.actor.person else { return }
        let arrival = snapshot.arrivalSeq
        let first = snapshot.lastEvent(action.name).flatMap { $0.seq > arrival ? $0 : nil }
        guard let first else {
            read.isFirstPerson = true
            return
        }
        let roles = cases.roles
        let former = try roles.naturalPersons([PersonID(first.actor)], in: connection)
        if former.share(with: try roles.naturalPersons([person], in: connection)) {
            problems.append(.secondPerson)
        }
    }
}

extension Requirement {
    fileprivate var isReference: Bool { if case .reference = self { true } else { false } }
}

extension Cases {
    /// Looks up what the rules of a form need.
    func formFacts(
        of typed: TypedForm,
        for form: FormDefinition,
        by use: CaseFileUse,
        at now: Timestamp,
        in connection: Connection
    ) throws -> FormFacts {
        let organisations = try form.organisations(in: typed).filter { code in
            try roles.organisation(code, in: connection)?.isOpen(at: now) ?? false
        }
        return FormFacts(
            files: try files.stored(typed.documents, use, connection),
            organisations: Set(organisations)
        )
    }
}
