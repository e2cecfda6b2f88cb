import Accounts
import BenchBaseline
import Casework
import Foundation
import Persian
import Store
import Synchronization
import VerifyCore

/// Cases under load: durable moves against bare commits, and new due times after a new holiday while moves continue.
struct CaseBench: Sendable {
    private let world: CaseWorld
    private let cast: CaseWorld.Cast
    private let now: Timestamp
    private let state = State()

    private static let clients = 32
    /// Each open case has two clocks in its first step: that of the university, and that of the reminder.
    private static let clocks = 2

    private final class State: Sendable {
        /// How many cases were opened.
        let opened = Atomic<Int>(0)
        /// The revisions of the cases of clients; the lock guards them.
        let revisions = Mutex([Int64](repeating: 1, count: CaseBench.clients))
        /// Whether the due times are computed.
        let isDone = Atomic<Bool>(false)
    }

    init(database: String, keys: String) async throws {
        world = try CaseWorld(database, keys)
        cast = try await world.cast()
        let seconds = Int64(Date().timeIntervalSince1970)
        now = Timestamp(secondsSinceEpoch: seconds + CaseWorld.quarantine)
    }

    /// Moves of 32 clients, each durable before its answer, against bare commits of one row, one after the other.
    func moves(baseline path: String) async throws {
        var open: [OpenCase] = []
        for _ in 0..<Self.clients { open.append(try await request()) }
        let cases = open
        let race = Race(name: "durable moves, 32 clients", unit: "ns", reach: .atMost(1))
        let state = state
        try await race.run(count: 3_200, rounds: 5) { count in
            let began = DispatchTime.now().uptimeNanoseconds
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<Self.clients {
                    group.addTask {
                        for _ in 0..<count / Self.clients {
                            let revision = state.revisions.withLock { $0[client] }
                            try await self.move(cases[client], revision)
                            state.revisions.withLock { $0[client] = revision + 1 }
                        }
                    }
                }
                try await group.waitForAll()
            }
            return Int64(DispatchTime.now().uptimeNanoseconds - began)
        } baseline: { count in
            unsafe baseline_inserts(path, Int32(count), 1, 1)
        }
    }

    /// Opens cases and announces a holiday; computes their due times again while four clients move other cases.
    func recompute(_ dues: Int) async throws {
        try await openMany(dues / Self.clocks)
        let moving = try await openSome(4)
        let alone = try await rate(of: moving, during: .seconds(2)).perSecond
        let day = now.adding(seconds: 3 * 86_400).tehranDay
        let store = CalendarStore(database: world.database)
        let entries = (0..<3).map {
            CalendarEntry(
                .nation,
                .fact(CivilDate(daysSinceEpoch: Int(day) + $0), .closed),
                source: "bench"
            )
        }
        _ = try await store.load(entries, what: "holiday", by: "bench", at: now)
        let state = state
        async let moved = rate(of: moving, until: { state.isDone.load(ordering: .relaxed) })
        let began = ContinuousClock.now
        let count = try await world.cases.recomputeDues { now }
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        state.isDone.store(true, ordering: .relaxed)
        let during = try await moved
        guard count >= dues / Self.clocks else { throw BenchError.wrongAnswer("\(count) cases") }
        line("due times after a holiday", "1/s", Double(count * Self.clocks) / seconds, 5_000)
        line("moves meanwhile, 4 clients", "1/s", during.perSecond, alone)
        line("the longest of them", "ms", during.longest * 1_000, alone > 0 ? 4_000 / alone : 0)
    }

    /// Bytes in the database of closed cases, without the contents of their files: as they are moved, with their messages.
    func growth(_ count: Int) async throws {
        let before = try await bytes()
        let part = count / Self.clients
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<Self.clients {
                group.addTask {
                    for index in 0..<part {
                        try await self.close(isReturned: (client + index) % 3 == 0)
                    }
                }
            }
            try await group.waitForAll()
        }
        let after = try await bytes()
        let each = Double(after - before) / Double(part * Self.clients)
        line("100,000 cases without files", "MB", each / 10, each / 10)
        let file = try await store(person: cast.applicants[0], bytes: 5_000_000)
        let withFile = try await bytes()
        guard file != "" else { return }
        line("a file of 5 MB", "MB", Double(withFile - after) / 1e6, 5)
    }

    private func line(_ name: String, _ unit: String, _ ours: Double, _ baseline: Double) {
        let isRate = name.hasPrefix("due times")
        let bound = isRate ? #","min":1"# : ""
        print(
            """
            {"name":"\(name)","unit":"\(unit)","ours":\(ours),"baseline":\(baseline),\
            "ratio":\(baseline > 0 ? ours / baseline : 0)\(bound)}
            """
        )
    }
}

/// What the measurements do.
extension CaseBench {
    struct OpenCase: Sendable {
        let id: String
        let opener: PersonID
        let form: TypedForm
    }

    private func openMany(_ count: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<Self.clients {
                let share = count / Self.clients + (client < count % Self.clients ? 1 : 0)
                group.addTask { for _ in 0..<share { _ = try await self.request() } }
            }
            try await group.waitForAll()
        }
    }

    private func openSome(_ count: Int) async throws -> [OpenCase] {
        var all: [OpenCase] = []
        for _ in 0..<count { all.append(try await request()) }
        return all
    }

    private func request() async throws -> OpenCase {
        let next = state.opened.add(1, ordering: .relaxed).oldValue
        let person = cast.applicants[next % cast.applicants.count]
        let scan = try await store(person: person, bytes: 20)
        let form = CaseWorkload.form(number: "B\(next)", scan: scan)
        let result = try await world.cases.open(
            OpenRequest(
                "academic-confirmation",
                moveID: UUID().uuidString,
                by: .person(person),
                form: form,
                at: now
            )
        )
        guard let id = result.receipt?.caseID else { throw BenchError.wrongAnswer("\(result)") }
        return OpenCase(id: id, opener: person, form: form)
    }

    private func store(person: PersonID, bytes: Int) async throws -> String {
        var intake = world.documents.intake(by: person, at: now)
        var left = Array("%PDF-1.7 ".utf8) + Random.bytes(bytes)
        while !left.isEmpty {
            let part = Array(left.prefix(65_536))
            guard try await intake.receive(part) == nil else {
                throw BenchError.wrongAnswer("file")
            }
            left.removeFirst(part.count)
        }
        guard case .stored(let document) = try await intake.finish() else {
            throw BenchError.wrongAnswer("file")
        }
        return document.id
    }

    /// Returns a case, or sends it again: the revision tells which.
    private func move(_ open: OpenCase, _ revision: Int64) async throws {
        let isReturn = revision % 2 == 1
        try await act(isReturn ? "return" : "resubmit", open, revision, isReturn ? cast.reviewer : open.opener) {
            if isReturn {
                $0.returned = [FieldReturn(field: "/average", reason: "unclear")]
            } else {
                $0.form = open.form
            }
        }
    }

    @discardableResult
    private func act(
        _ action: ActionName,
        _ open: OpenCase,
        _ revision: Int64,
        _ person: PersonID,
        _ fill: (inout MoveInputs) -> Void = { _ in }
    ) async throws -> MoveReceipt {
        var inputs = MoveInputs()
        fill(&inputs)
        let result = try await world.cases.move(
            MoveRequest(
                action,
                of: open.id,
                moveID: UUID().uuidString,
                revision: revision,
                by: .person(person, provedAt: now),
                inputs: inputs,
                at: now
            )
        )
        guard case .moved(let receipt) = result, receipt.refusal == nil else {
            throw BenchError.wrongAnswer("\(action): \(result)")
        }
        return receipt
    }

    /// Opens a case and issues its code, some after a correction.
    private func close(isReturned: Bool) async throws {
        let open = try await request()
        var revision: Int64 = 1
        if isReturned {
            try await move(open, 1)
            try await move(open, 2)
            revision = 3
        }
        let agreed = try await act("agree", open, revision, cast.reviewer) {
            $0.decisions = [TypedDecision("/scan", isAccepted: true)]
        }
        let person = agreed.step == "confirm" ? cast.office : cast.confirmer
        try await act("issue", open, revision + 1, person)
    }

    /// Moves cases until it is to end; returns the rate and the longest move.
    private func rate(
        of cases: [OpenCase],
        during duration: Duration = .seconds(600),
        until isOver: @escaping @Sendable () -> Bool = { false }
    ) async throws -> (perSecond: Double, longest: Double) {
        let began = ContinuousClock.now
        let parts = try await withThrowingTaskGroup(of: (Int, Double).self) { group in
            for open in cases {
                group.addTask {
                    var (count, longest) = (0, 0.0)
                    while ContinuousClock.now - began < duration, !isOver() {
                        // Its due moves too, which is an event.
                        let snapshot = try await self.world.cases.snapshot(open.id)
                        guard let file = snapshot?.file else { continue }
                        let start = ContinuousClock.now
                        do {
                            try await self.toggle(open, file)
                        } catch BenchError.wrongAnswer {
                            continue
                        }
                        longest = max(longest, (ContinuousClock.now - start) / .seconds(1))
                        count += 1
                    }
                    return (count, longest)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        return (Double(parts.map(\.0).reduce(0, +)) / seconds, parts.map(\.1).max() ?? 0)
    }

    private func toggle(_ open: OpenCase, _ file: CaseFile) async throws {
        let isReturn = file.step == "review"
        let person = isReturn ? cast.reviewer : open.opener
        try await act(isReturn ? "return" : "resubmit", open, file.revision, person) {
            if isReturn {
                $0.returned = [FieldReturn(field: "/average", reason: "unclear")]
            } else {
                $0.form = open.form
            }
        }
    }

    /// The pages of the database that are in use.
    private func bytes() async throws -> Int64 {
        try await world.database.read { connection in
            try connection.first(
                """
                SELECT (page_count - freelist_count) * page_size
                FROM pragma_page_count, pragma_freelist_count, pragma_page_size
                """
            ) { try $0.int(0) } ?? 0
        }
    }
}
