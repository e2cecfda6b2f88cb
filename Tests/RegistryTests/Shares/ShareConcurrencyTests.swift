import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// PINs and uses of a link under concurrency.
///
/// A write transaction that has written the row of the link is held open until all readers wait for it.
struct ShareConcurrencyTests {
    /// Uses a link many times at the same time at another daemon; returns the words of the outcomes.
    private func burst(
        _ desk: ShareDesk,
        _ share: NewShare,
        _ pins: [String]
    ) async throws -> [String] {
        let (database, _) = try desk.register.recorded()
        defer { database.close() }
        let other = desk.register.otherDaemon(database)
        let insider = try Database(desk.register.place.location)
        defer { insider.close() }
        let gate = WriteGate()
        async let held: Void = insider.write { connection in
            _ = try connection.execute(
                "UPDATE share_grant SET uses_left = uses_left WHERE id = \(share.grant.id)"
            )
            gate.enter()
        }
        try await eventually { gate.isEntered }
        let words = try await withThrowingTaskGroup(of: String?.self) { group in
            for pin in pins {
                group.addTask {
                    try await desk.use(share, pin: pin, in: other).word
                }
            }
            group.addTask {
                try await Task.sleep(for: .milliseconds(300))
                gate.open()
                return nil
            }
            return try await group.reduce(into: [String]()) { if let word = $1 { $0.append(word) } }
        }
        try await held
        return words
    }

    @Test(arguments: TestEngine.allCases)
    func `of fifty wrong PINs at the same time at most five are judged, and the link ends`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = try await ShareDesk(register)
            let share = try await desk.make(pin: true)
            let words = try await burst(
                desk,
                share,
                (1...50).map { ShareDesk.wrong(share, $0) }
            )
            #expect(words.count == 50)
            // The fifth one ends the link, and says what an ended link says.
            #expect(words.count { $0 == "wrong" } == 4)
            #expect(words.count { $0 == "closed" } == 46)
            #expect(try await desk.grant(share)?.state == .wrongPINs)
            #expect(try await desk.use(share).word == "closed")
            #expect(try await desk.log().entries.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of twenty readers at the same time as many see the fields as the link has uses`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = try await ShareDesk(register)
            let share = try await desk.make(uses: 3, pin: true)
            let pin = try #require(share.pin)
            let words = try await burst(desk, share, Array(repeating: pin, count: 20))
            #expect(words.count { $0 == "shown" } == 3)
            #expect(words.count { $0 == "closed" } == 17)
            #expect(try await desk.grant(share)?.usesLeft == 0)
            #expect(try await desk.log().entries.map(\.views) == [1, 1, 1])
        }
    }
}
