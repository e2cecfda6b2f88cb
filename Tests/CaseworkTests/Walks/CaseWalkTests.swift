import Foundation
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// Random walks over the test services, compared after each step with a model that shares no code with the engine.
///
/// A fault is printed with its seed and the steps that are left of the walk after steps without effect on it were taken away.
/// `SEHAT_SEED` repeats the walks of one seed.
@Suite struct CaseWalkTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// `make walks` takes the long ones: 50,000 on each engine.
    private static let isLong = environment["SEHAT_WALKS"] == "long"
    /// The walks over one database, which share its costs.
    private static let walks = 50
    private static let seeds: [UInt64] =
        environment["SEHAT_SEED"].flatMap { UInt64($0) }.map { [$0] }
        ?? (1...(isLong ? 1_000 : 20)).map { UInt64($0) }

    @Test(arguments: TestEngine.allCases)
    func `random walks keep what always holds, and every case can end`(
        _ engine: TestEngine
    ) async throws {
        let start = ContinuousClock.now
        let counts = Collected<[String: Int]>()
        let tasks = max(1, min(4, ProcessInfo.processInfo.activeProcessorCount))
        await withTaskGroup(of: Void.self) { group in
            for part in 0..<tasks {
                group.addTask {
                    for (index, seed) in Self.seeds.enumerated() where index % tasks == part {
                        do {
                            counts.add(try await CaseWalkRun(engine, seed).run(Self.walks))
                        } catch {
                            Issue.record("SEHAT_SEED=\(seed), \(engine): \(error)")
                        }
                    }
                }
            }
        }
        let total = counts.all.reduce(into: [String: Int]()) { sum, one in
            sum.merge(one) { $0 + $1 }
        }
        print(
            "\(engine), \(ContinuousClock.now - start): \(total.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })"
        )
        guard Self.seeds.count > 1 else { return }
        // The walks reach what they are for.
        let words = [
            "opened", "not opened", "moved", "not found", "conflict", "not open", "refused",
            "effect refused", "repeated", "reused", "together", "calendar", "ended",
        ]
        for word in words { #expect(total[word, default: 0] > 4, "\(word)") }
    }
}

/// The walks of one seed over one database.
struct CaseWalkRun {
    private let engine: TestEngine
    private let seed: UInt64

    init(_ engine: TestEngine, _ seed: UInt64) {
        self.engine = engine
        self.seed = seed
    }

    /// The numbers of a walk's steps.
    private func steps(of walk: Int) -> [UInt64] {
        var numbers = SplitMix(seed: seed &* 1_000_003 &+ UInt64(walk))
        let count = 3 + Int(numbers.next() % 12)
        return (0..<count).map { _ in numbers.next() }
    }

    /// Runs the walks one after the other; returns how often each answer was given.
    ///
    /// - Throws: `WalkFault` with the shortest walk that was found.
    func run(_ walks: Int) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        var failed: (walk: Int, steps: [UInt64], fault: any Error, trace: [String])?
        try await TestCases.forWalks(engine, seed) { test, model in
            var model = model
            for number in 0..<walks {
                var walk = CaseWalk(test, name: "w\(number)", model: model)
                let steps = steps(of: number)
                do {
                    try await Self.run(&walk, steps)
                } catch {
                    failed = (number, steps, error, walk.trace)
                    return
                }
                model = walk.model
                counts.merge(walk.counts) { $0 + $1 }
                counts["walks", default: 0] += 1
                counts["ended", default: 0] += walk.cases.count
                counts["steps", default: 0] += steps.count
            }
            let faults = try await test.faults()
            guard faults.isEmpty else { throw WalkFault("cases check: \(faults)") }
        }
        guard let failed else { return counts }
        let trace = failed.trace.joined(separator: "\n  ")
        guard let (steps, fault) = await shrink(failed.steps) else {
            throw WalkFault(
                "walk \(failed.walk) after others: \(failed.fault)\n  \(trace)"
            )
        }
        throw WalkFault("walk \(failed.walk), shrunk to \(steps.count) steps: \(fault)")
    }

    /// The steps, what `cases check` finds, and the end of every case.
    private static func run(_ walk: inout CaseWalk, _ steps: [UInt64]) async throws {
        for step in steps { try await walk.step(step) }
        try await walk.checkRows()
        try await walk.finish()
        try await walk.checkRows()
    }

    /// Takes steps away while the walk, alone in a database, still fails; nil where it does not fail alone.
    private func shrink(_ steps: [UInt64]) async -> ([UInt64], String)? {
        guard var fault = await fault(of: steps) else { return nil }
        var (rest, index, tries) = (steps, 0, 0)
        while index < rest.count, tries < 60 {
            var fewer = rest
            fewer.remove(at: index)
            tries += 1
            if let next = await self.fault(of: fewer) {
                (rest, fault) = (fewer, next)
            } else {
                index += 1
            }
        }
        return (rest, fault)
    }

    private func fault(of steps: [UInt64]) async -> String? {
        do {
            var found: String?
            try await TestCases.forWalks(engine, seed) { test, model in
                var walk = CaseWalk(test, name: "w", model: model)
                do {
                    try await Self.run(&walk, steps)
                } catch {
                    found = "\(error)\n  \(walk.trace.joined(separator: "\n  "))"
                }
            }
            return found
        } catch {
            return nil
        }
    }
}

extension CaseWalk {
    /// What `cases check` finds in the cases of the walk, and in their sub-cases.
    func checkRows() async throws {
        let (ids, engine) = (cases.map(\.id), test.cases)
        let faults = try await test.database.read { connection -> [String] in
            let children = try ids.flatMap { id in
                try WalkCase.read(id, in: connection)?.errands.compactMap(\.child) ?? []
            }
            return try (ids + children).flatMap { id in
                try engine.faults(of: id, in: connection).map { "\(id): \($0)" }
            }
        }
        guard faults.isEmpty else { throw WalkFault("cases check: \(faults)") }
    }
}
