import Accounts
import Persian
import Store
import Testing
import VerifyCore

@testable import Casework

/// A walk: the engine, the model that shares no code with it, and what connects them.
///
/// A step is a function of its number, so that a walk that failed can be repeated with fewer steps.
struct CaseWalk {
    let test: TestCases
    /// Makes ids unique in the database.
    let name: String
    var model: WalkModel
    var numbers: SplitMix
    /// The cases that the walk opened, with whether the form names the person `person`.
    var cases: [(id: String, names: Bool)] = []
    /// The last move that was done or refused, to do it again.
    var last: WalkAttempt?
    /// The seals of the events of each case: they are never changed.
    var seals: [String: [[UInt8]]] = [:]
    /// The last event of each case whose messages were compared.
    var checked: [String: Int64] = [:]
    var moveCount = 0
    /// What was done, for the report of a fault.
    var trace: [String] = []
    /// How often each answer was given.
    var counts: [String: Int] = [:]

    init(_ test: TestCases, name: String, model: WalkModel) {
        self.test = test
        self.name = name
        self.model = model
        numbers = SplitMix(seed: 0)
    }

    var now: Timestamp { test.clock.now }

    mutating func number(_ limit: Int) -> Int { Int(numbers.next() % UInt64(max(limit, 1))) }

    mutating func pick<T>(_ values: [T]) -> T? {
        values.isEmpty ? nil : values[number(values.count)]
    }

    mutating func nextMove() -> String {
        moveCount += 1
        return "\(name).\(moveCount)"
    }

    /// Does the step of a number, and checks what always holds.
    mutating func step(_ seed: UInt64) async throws {
        numbers = SplitMix(seed: seed)
        if cases.isEmpty { try await open() }
        switch number(100) {
        case 0..<14: try await advance()
        case 14..<46: try await attempt()
        case 46..<52: try await open()
        case 52..<57: try await again()
        case 57..<62: try await together()
        case 62..<71: try await wait()
        case 71..<84: try await changeHolders()
        case 84..<89: toggleRefusals()
        case 89..<91: try await claim()
        case 91..<93: try await changeCalendar()
        case 93: try rotate()
        default: try await report()
        }
        try await check()
    }

    /// Notes what is done.
    mutating func log(_ text: String) { trace.append(text) }

    mutating func count(_ word: String) { counts[word, default: 0] += 1 }

    func seen(_ id: String) async throws -> WalkCase {
        guard let seen = try await test.database.read({ try WalkCase.read(id, in: $0) }) else {
            throw WalkFault("the case \(id) is gone")
        }
        return seen
    }
}

/// Opening cases.
extension CaseWalk {
    mutating func open() async throws {
        guard cases.count < 3 else { return try await attempt() }
        let service = pick(WalkForms.services) ?? "permit"
        let mayOpen = WalkRules.openers[service]
        var opener = pick(["person", "other", "reviewer", "office", "head", "confirmer"]) ?? ""
        if let mayOpen, number(5) > 0 { opener = pick(mayOpen.sorted()) ?? opener }
        let variant = number(5) == 0 ? 1 : 0
        var form = WalkForms.form(of: service, variant, number: number(2) + hash * 2)
        let isWrong = number(8) == 0
        if isWrong { form = TypedForm() }
        let moveID = nextMove()
        let key = try await onceKey(service, opener, form)
        let result = try await test.cases.open(
            OpenRequest(
                ServiceID(service),
                moveID: moveID,
                by: .person(test.id(opener), session: .staff),
                form: form,
                at: now
            )
        )
        log("\(opener) opens \(service) \(variant)\(isWrong ? " wrong" : ""): \(result.word)")
        let isUnknown = service == "summons" && variant == 1
        let isRight = !isWrong && (mayOpen?.contains(opener) ?? true) && !key && !isUnknown
        guard isRight == (result.receipt != nil) else {
            throw WalkFault("opening must \(isRight ? "succeed" : "be refused"): \(result)")
        }
        count(isRight ? "opened" : "not opened")
        guard let receipt = result.receipt else { return }
        cases.append((receipt.caseID, WalkForms.names(service, variant)))
    }

    /// A number of the walk's own, for values about which one case is open.
    private var hash: Int {
        Int(name.utf8.reduce(UInt32(7)) { $0 &* 31 &+ UInt32($1) } % 100_000)
    }

    /// Whether a case about the same is open: read from the forms that the walk sent.
    private func onceKey(
        _ service: String,
        _ opener: String,
        _ form: TypedForm
    ) async throws -> Bool {
        try await test.database.read { connection in
            let open = try connection.all(
                """
                SELECT id, opened_by
                FROM case_file
                WHERE service = \(service) AND closed_at IS NULL
                """
            ) { (try $0.text(0), WalkCase.name(try $0.text(1))) }
            switch service {
            case "permit-objection": return open.contains { $0.1 == opener }
            case "permit", "deposit":
                return try open.contains { id, by in
                    guard service == "deposit" || by == opener else { return false }
                    let field: FieldName = service == "permit" ? "number" : "person"
                    let values = try test.cases.snapshot(id, in: connection)?.submission?.values
                    guard case .text(let typed)? = form.byName[field.text] else { return false }
                    return values?.text(field) == typed
                }
            default: return false
            }
        }
    }
}

extension MoveResult {
    /// One word for a report.
    var word: String {
        switch self {
        case .moved(let receipt):
            receipt.refusal == nil ? "moved to \(receipt.step)" : "effect refused"
        case .repeated: "repeated"
        case .reused: "reused"
        case .conflict: "conflict"
        case .refused(let problems): "refused \(problems.map { "\($0.kind)" })"
        case .notFound: "not found"
        case .missingDefinition: "no definition"
        }
    }
}
