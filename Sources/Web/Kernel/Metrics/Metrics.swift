package import Synchronization
package import VerifyCore

/// What the house counts about itself, for the operator: no name, code or address is ever a label.
///
/// The lock guards `state`. Rendered as Prometheus text by `Prometheus`.
package final class Metrics: Sendable {
    /// A request as it is counted.
    package struct RouteKey: Hashable, Sendable {
        /// The method, of the known ones; anything else is `OTHER`.
        package let method: String
        /// The route's pattern, never the path that was asked for.
        package let route: String
        package let status: Int
    }

    /// A duration histogram of one route pattern.
    package struct Histogram: Sendable {
        /// Upper bounds in seconds.
        package static let bounds = [
            0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.25, 0.5, 1, 2.5, 10,
        ]
        package private(set) var buckets = [Int](repeating: 0, count: bounds.count + 1)
        package private(set) var sum = 0.0
        package private(set) var count = 0

        package mutating func observe(_ seconds: Double) {
            let slot = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
            buckets[slot] += 1
            sum += seconds
            count += 1
        }
    }

    /// All that is counted.
    package struct State: Sendable {
        package var requests: [RouteKey: Int] = [:]
        package var durations: [String: Histogram] = [:]
        package var verdicts = [Int](repeating: 0, count: Verdict.allCases.count)
        package var integrityFailures = 0
        package var wrongTags = 0
        package var wrongData = 0
        package var unknownKeys = 0
        package var missingKeys: [MissingKey: Int] = [:]
        package var distrustedKeys = 0
        package var tokensWithoutRow = 0
        package var attemptsNotCounted = 0
        package var rateLimited: [Budget: Int] = [:]
        package var keyReloads = 0
        package var keyReloadFailures = 0
        package var replicaAnswers = 0
        /// Nil while the replica is not asked.
        package var replicaAge: Int64?
        package var connectionsCut: [String: Int] = [:]
        package var ready = false
    }

    /// Connections now open.
    package let connections = Atomic<Int>(0)
    private let state = Mutex(State())
    private static let slots = Dictionary(
        uniqueKeysWithValues: Verdict.allCases.enumerated().map { ($1, $0) }
    )

    package init() {}

    /// Counts one answered request.
    package func answered(_ key: RouteKey, in seconds: Double) {
        state.withLock { state in
            state.requests[key, default: 0] += 1
            state.durations[key.route, default: Histogram()].observe(seconds)
        }
    }

    /// Counts one verification.
    package func answered(_ verdict: Verdict) {
        guard let slot = Self.slots[verdict] else { return }
        state.withLock { $0.verdicts[slot] += 1 }
    }

    /// Counts that a key was needed which another machine has.
    ///
    /// The database names it, so there may be as many as somebody writes there; a few are kept apart.
    package func missed(_ key: MissingKey) {
        state.withLock { state in
            guard state.missingKeys[key] != nil || state.missingKeys.count < Self.missingKeys else {
                return
            }
            state.missingKeys[key, default: 0] += 1
        }
    }

    private static let missingKeys = 32

    /// Counts anything else.
    package func count(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
    }

    /// Everything, at one moment.
    package var snapshot: State { state.withLock { $0 } }
}
