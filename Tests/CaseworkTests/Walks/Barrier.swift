import Foundation
import Synchronization

/// A place in a transaction at which tasks wait for each other, in rounds.
///
/// It opens when so many have arrived, and after a time: an engine with one writer lets no second one come. Threads
/// wait, because the body of a transaction is not asynchronous.
final class Barrier: Sendable {
    private struct State {
        var arrived = 0
        var isOpen: [Bool]
    }

    private let count: Int
    private let seconds: Double
    /// The round that only `open` ends; nil for none.
    private let held: Int?
    /// Guards the arrivals and which rounds are over.
    private let state: Mutex<State>

    /// A barrier for `count` tasks; `rounds` is how often they wait, afterwards they pass.
    init(_ count: Int, rounds: Int = 1, seconds: Double = 1) {
        (self.count, self.seconds) = (count, seconds)
        held = nil
        state = Mutex(State(isOpen: Array(repeating: false, count: rounds)))
    }

    /// A barrier for one task, which waits in one round, from 0, until it is opened; the others it passes.
    init(holding round: Int, seconds: Double = 2) {
        (count, self.seconds) = (1, seconds)
        held = round
        state = Mutex(State(isOpen: Array(repeating: false, count: round + 1)))
    }

    /// Whether the task has come to the round in which it waits.
    var isHolding: Bool { held.map { round in state.withLock { $0.arrived > round } } ?? false }

    /// Lets those that wait continue.
    func open() { state.withLock { $0.isOpen = $0.isOpen.map { _ in true } } }

    func pass() {
        let round = state.withLock { state -> Int? in
            guard let round = state.isOpen.firstIndex(of: false) else { return nil }
            state.arrived += 1
            if held != round, state.arrived >= (round + 1) * count { state.isOpen[round] = true }
            return round
        }
        guard let round else { return }
        let end = Date.now.addingTimeInterval(seconds)
        while Date.now < end, !state.withLock({ $0.isOpen[round] }) { usleep(1_000) }
        state.withLock { state in
            guard !state.isOpen[round] else { return }
            state.isOpen[round] = true
            state.arrived = (round + 1) * count
        }
    }
}
