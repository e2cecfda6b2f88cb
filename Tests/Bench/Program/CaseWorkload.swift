import Accounts
import Casework
import Foundation
import Glibc
import Persian
import Store
import Synchronization
import VerifyCore

/// Persons, timers and senders that work on cases until the process ends, for `scripts/faults cases`.
///
/// Each move that was answered is a line on standard output, `moved ID`; what must not happen is `wrong TEXT`, and an error of
/// the database `error TEXT`. A message is a line of the file `sent` as soon as its provider has accepted it. The clock begins
/// some days later than that of the process before, so that timers are due at the start, and then passes as it does everywhere:
/// the lease of a message is a minute.
struct CaseWorkload: Sendable {
    let world: CaseWorld
    let cast: CaseWorld.Cast
    private let sent: FileHandle
    private let start: Timestamp
    private let began = ContinuousClock.now

    private static let persons = 6
    private static let senders = 2

    /// A workload whose clock begins so many days after now.
    init(_ world: CaseWorld, days: Int64, sent path: String) async throws {
        self.world = world
        cast = try await world.cast()
        let now = Int64(Date().timeIntervalSince1970) + CaseWorld.quarantine + days * 86_400
        start = Timestamp(secondsSinceEpoch: now)
        let file = unsafe Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
        guard file >= 0 else { throw BenchError.usage }
        sent = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    }

    private var now: Timestamp {
        let passed = (ContinuousClock.now - began) / .seconds(1)
        return start.adding(seconds: Int64(passed))
    }

    /// Works until the process is killed.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.persons { group.addTask { await repeating { try await move() } } }
            group.addTask {
                await repeating(every: .milliseconds(30)) { try await workers(at: now) }
            }
            for number in 0..<Self.senders {
                group.addTask {
                    let worker = worker("\(ProcessInfo.processInfo.processIdentifier)-\(number)")
                    await repeating(every: .milliseconds(20)) { _ = try await worker.sendAll() }
                }
            }
        }
    }

    /// Lets every message that waits be sent, as daemons do after the last fault: two hours in steps of five minutes.
    func settle() async throws {
        for step in 0..<24 {
            let moment = start.adding(seconds: Int64(step) * 300)
            if step == 0 { try await workers(at: moment) }
            _ = try await worker("settle-\(step)", at: moment).sendAll()
        }
        world.database.close()
    }

    private func repeating(
        every pause: Duration = .zero,
        _ body: () async throws -> Void
    ) async {
        while true {
            do {
                try await body()
            } catch {
                say("error \(error)")
                try? await Task.sleep(for: .milliseconds(50))
            }
            if pause > .zero { try? await Task.sleep(for: pause) }
        }
    }

    /// What `verifyd` does in cases, without a person.
    private func workers(at now: Timestamp) async throws {
        let cases = world.cases
        try await cases.cartables.endExpired(at: now)
        _ = try await cases.recomputeDues { now }
        _ = try await cases.renewDues(at: now)
        _ = try await cases.useFacts(at: now)
        _ = try await cases.escalateCartables(at: now)
        _ = try await cases.work(at: now)
    }

    private func worker(_ name: String, at moment: Timestamp? = nil) -> OutboxWorker {
        OutboxWorker(
            world.cases.outbox,
            senders: [AppendingSender(file: sent)],
            budgets: MessageBudgets([:]),
            name: name,
            clock: { moment ?? now },
            notice: { _ in }
        )
    }

    private func say(_ text: String) {
        FileHandle.standardOutput.write(Data("\(text.replacing("\n", with: " "))\n".utf8))
    }
}

/// What persons do.
extension CaseWorkload {
    /// One move of one person.
    private func move() async throws {
        let steps = ["", "review", "review", "confirm", "second-review", "correction"]
        let step = steps[Int.random(in: 0..<steps.count)]
        guard !step.isEmpty, let found = try await any(in: step) else { return try await open() }
        switch step {
        case "review": try await review(found)
        case "confirm": try await act("issue", found, by: cast.office)
        case "second-review": try await act("issue", found, by: cast.confirmer)
        default:
            let document = try await scan(found.opener)
            try await act("resubmit", found, by: found.opener) {
                $0.form = Self.form(number: found.number, scan: document)
            }
        }
    }

    private func review(_ found: Found) async throws {
        switch Int.random(in: 0..<10) {
        case 0:
            try await act("withdraw", found, by: found.opener)
        case 1, 2:
            try await act("return", found, by: cast.reviewer) {
                $0.returned = [FieldReturn(field: "/scan", reason: "unclear")]
            }
        default:
            try await act("agree", found, by: cast.reviewer) {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
        }
    }

    private func open() async throws {
        guard let person = cast.applicants.randomElement() else { throw BenchError.usage }
        let id = UUID().uuidString
        let now = now
        let request = OpenRequest(
            "academic-confirmation",
            moveID: id,
            by: .person(person),
            form: Self.form(number: id, scan: try await scan(person)),
            at: now
        )
        note(id, try await world.cases.open(request))
    }

    private func act(
        _ action: ActionName,
        _ found: Found,
        by person: PersonID,
        _ fill: (inout MoveInputs) -> Void = { _ in }
    ) async throws {
        var inputs = MoveInputs()
        fill(&inputs)
        let (id, now) = (UUID().uuidString, now)
        let request = MoveRequest(
            action,
            of: found.id,
            moveID: id,
            revision: found.revision,
            by: .person(person, provedAt: now, session: .staff),
            inputs: inputs,
            at: now
        )
        let result = try await world.cases.move(request)
        note(id, result)
        // A client that got no answer sends the same move again.
        guard case .moved(let receipt) = result, Int.random(in: 0..<4) == 0 else { return }
        guard try await world.cases.move(request) == .repeated(receipt) else {
            return say("wrong the move \(id) again is another result")
        }
    }

    private func note(_ id: String, _ result: MoveResult) {
        switch result {
        case .moved(let receipt):
            say("moved \(id)")
            if let refusal = receipt.refusal { say("wrong \(id): \(refusal.en)") }
        case .refused(let problems) where problems.contains { $0.kind != .action }:
            say("wrong \(id): \(problems.map { "\($0.kind)" })")
        // A colleague was faster.
        case .conflict, .notFound, .refused: return
        case .repeated, .reused, .missingDefinition: say("wrong \(id): \(result)")
        }
    }

    private struct Found: Sendable {
        let id: String
        let revision: Int64
        let opener: PersonID
        /// The number of the document: the id of the move that opened the case.
        let number: String
    }

    /// A case that waits in a step; nil without one.
    private func any(in step: String) async throws -> Found? {
        try await world.database.read { connection in
            try connection.all(
                """
                SELECT id, c.revision, opened_by, move
                FROM case_file AS c
                JOIN case_event ON case_id = id AND seq = 1
                WHERE step = \(step) AND closed_at IS NULL
                ORDER BY id
                LIMIT 200
                """
            ) {
                Found(
                    id: try $0.text(0),
                    revision: try $0.int(1),
                    opener: PersonID(try $0.text(2)),
                    number: try $0.text(3)
                )
            }.randomElement()
        }
    }

    static func form(number: String, scan: String) -> TypedForm {
        [
            "institution": .text(CaseWorld.university), "document_kind": "diploma",
            "document_number": .text("K/\(number)"), "level": "bachelor",
            "field_fa": "مهندسی عمران", "mode": "day", "graduation_date": "1399/06/31",
            "average": "17.52", "first_name_fa": "سارا", "last_name_fa": "کریمی",
            "scan": .documents([TypedDocument(scan, name: "diploma.pdf")]), "true": "yes",
        ]
    }

    private func scan(_ person: PersonID) async throws -> String {
        var intake = world.documents.intake(by: person, at: now)
        _ = try await intake.receive(Array("%PDF-1.7 \(UUID().uuidString)".utf8))
        guard case .stored(let document) = try await intake.finish() else {
            throw BenchError.wrongAnswer("document")
        }
        return document.id
    }
}

/// A provider that accepts every message, notes it in a file, and answers some time later.
private struct AppendingSender: MessageSender {
    let name = "sms"
    let channels: Set<AccountMessage.Channel> = [.sms, .email]
    let file: FileHandle

    func request(for message: RenderedMessage) -> ProviderRequest {
        ProviderRequest(provider: name, operation: message.id, body: message.text)
    }

    func send(_ request: ProviderRequest) async -> SendResult {
        file.write(Data("\(request.operation)\n".utf8))
        try? await Task.sleep(for: .milliseconds(Int.random(in: 0..<15)))
        return .sent(reference: "1")
    }
}
