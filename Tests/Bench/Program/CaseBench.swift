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
    /// The clients that move while due times are computed.
    private static let movers = 4
    /// The moves of a case in the race.
    private static let moves = 4
    /// Each open case has two clocks in its first step: that of the university, and that of the reminder.
    private static let clocks = 2

    private final class State: Sendable {
        /// How many cases were opened.
        let opened = Atomic<Int>(0)
        /// How many of them were moved.
        let moved = Atomic<Int>(0)
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
    ///
    /// A case has four moves: every move reads the whole chain of its case, so a case with hundreds of them would be another
    /// measurement.
    func moves(baseline path: String) async throws {
        let (part, rounds) = (1_600, 5)
        let cases = try await openMany((part * rounds + part / 10) / Self.moves + Self.clients)
        let race = Race(name: "durable moves, 32 clients", unit: "ns", reach: .atMost(1))
        try await race.run(count: part, rounds: rounds) { count in
            let first = state.moved.add(count / Self.moves, ordering: .relaxed).oldValue
            let began = DispatchTime.now().uptimeNanoseconds
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<Self.clients {
                    group.addTask {
                        for index in stride(from: client, to: count / Self.moves, by: Self.clients)
                        {
                            for revision in 1...Int64(Self.moves) {
                                try await self.move(cases[first + index], revision)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            return Int64(DispatchTime.now().uptimeNanoseconds - began)
        } baseline: { count in
            unsafe baseline_inserts(path, Int32(count), 1, 1)
        }
        world.database.close()
    }

    /// Opens cases and announces a holiday; computes their due times again while four clients move other cases.
    func recompute(_ dues: Int) async throws {
        _ = try await openMany(dues / Self.clocks)
        let moving = try await openMany(400)
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
        line("moves of 4 clients during this time", "1/s", during.perSecond, alone)
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

    /// Opens cases, by all clients.
    private func openMany(_ count: Int) async throws -> [OpenCase] {
        try await withThrowingTaskGroup(of: [OpenCase].self) { group in
            for client in 0..<Self.clients {
                let share = count / Self.clients + (client < count % Self.clients ? 1 : 0)
                group.addTask {
                    var opened: [OpenCase] = []
                    for _ in 0..<share { opened.append(try await self.request()) }
                    return opened
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
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
        try await toggle(open, revision, isReturn: revision % 2 == 1)
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
                by: .person(person, provedAt: now, session: .staff),
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

    /// Moves some cases until it is to end; returns the rate and the longest move.
    private func rate(
        of cases: [OpenCase],
        during duration: Duration = .seconds(600),
        until isOver: @escaping @Sendable () -> Bool = { false }
    ) async throws -> (perSecond: Double, longest: Double) {
        let began = ContinuousClock.now
        let parts = try await withThrowingTaskGroup(of: (Int, Double).self) { group in
            for client in 0..<Self.movers {
                group.addTask {
                    var (count, turn, longest) = (0, client, 0.0)
                    while ContinuousClock.now - began < duration, !isOver() {
                        let open = cases[turn % cases.count]
                        turn += Self.movers
                        // Its due moves too, which is an event.
                        let snapshot = try await self.world.cases.snapshot(open.id)
                        guard let file = snapshot?.file else { continue }
                        let start = ContinuousClock.now
                        do {
                            let isReturn = file.step == "review"
                            try await self.toggle(open, file.revision, isReturn: isReturn)
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

    private func toggle(_ open: OpenCase, _ revision: Int64, isReturn: Bool) async throws {
        let person = isReturn ? cast.reviewer : open.opener
        try await act(isReturn ? "return" : "resubmit", open, revision, person) {
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
