import Synchronization
import Testing
import VerifyCore

@testable import Registry

/// A count that several tasks raise.
private final class Tally: Sendable {
    private let counted = Atomic<Int>(0)

    var value: Int { counted.load(ordering: .sequentiallyConsistent) }

    func count() { counted.wrappingAdd(1, ordering: .sequentiallyConsistent) }
}

/// Guesses that tests of the limits send at the same time.
enum Guesses {
    static func ask(
        _ registry: Registry,
        _ code: AuthenticityCode,
        knowing datum: Question.Datum? = nil
    ) async throws -> Verdict {
        let question = Question(.code(code.grouped), knowing: datum)
        return try await registry.answer(question, from: .visitor, at: TestRegister.now).verdict
    }

    /// Asks all questions in parallel; opens the gate when `isReady`.
    static func burst(
        _ gate: WriteGate,
        _ questions: [@Sendable () async throws -> Verdict],
        openWhen isReady: @escaping @Sendable (_ answered: Int) -> Bool
    ) async throws -> [Verdict] {
        let answered = Tally()
        return try await withThrowingTaskGroup(of: Verdict?.self) { group in
            for question in questions {
                group.addTask {
                    let verdict = try await question()
                    answered.count()
                    return verdict
                }
            }
            group.addTask {
                try await eventually { isReady(answered.value) }
                gate.open()
                return nil
            }
            return try await group.reduce(into: []) { if let verdict = $1 { $0.append(verdict) } }
        }
    }
}
