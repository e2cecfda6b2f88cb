import Dispatch
import Foundation
import Synchronization

/// Jobs waiting for the threads of an engine, which may block: they are operating-system threads, started when they
/// are first needed, not the few of Swift's cooperative pool.
final class WorkQueue<Job: Sendable>: Sendable {
    private struct State {
        var jobs: [Job] = []
        var asleep = 0
        var threads = 0
        var isClosed = false
    }

    /// Guards the waiting jobs and the number of sleeping threads; never held while a job runs.
    private let state = Mutex(State())
    private let wakeUp = DispatchSemaphore(value: 0)
    private let ended = DispatchGroup()
    private let name: String
    private let threads: Int
    private let work: @Sendable (WorkQueue) -> Void

    /// `work` is a thread's loop: it takes jobs until `take` returns none.
    init(name: String, threads: Int, work: @escaping @Sendable (WorkQueue) -> Void) {
        self.name = name
        self.threads = threads
        self.work = work
    }

    private enum Need {
        case nothing
        case wakeUp
        case thread
        case rejection
    }

    /// Adds a job; false when the queue is closed.
    func add(_ job: Job) -> Bool {
        let need = state.withLock { state -> Need in
            guard !state.isClosed else {
                return .rejection
            }
            state.jobs.append(job)
            if state.asleep > 0 {
                state.asleep -= 1
                return .wakeUp
            }
            guard state.threads < threads else {
                return .nothing
            }
            state.threads += 1
            return .thread
        }
        switch need {
        case .nothing: break
        case .wakeUp: wakeUp.signal()
        case .thread: start()
        case .rejection: return false
        }
        return true
    }

    private func start() {
        ended.enter()
        let thread = Thread { [self] in
            work(self)
            ended.leave()
        }
        thread.name = name
        thread.start()
    }

    /// Waits for work and takes up to `limit` jobs; none once the queue is closed and empty.
    func take(_ limit: Int) -> [Job] {
        while true {
            let (jobs, isClosed) = state.withLock { state in
                let jobs = Self.removeFirst(limit, from: &state)
                if jobs.isEmpty, !state.isClosed {
                    state.asleep += 1
                }
                return (jobs, state.isClosed)
            }
            if !jobs.isEmpty || isClosed {
                return jobs
            }
            wakeUp.wait()
        }
    }

    /// Takes up to `limit` jobs, without waiting.
    func takeWaiting(_ limit: Int) -> [Job] {
        state.withLock { Self.removeFirst(limit, from: &$0) }
    }

    /// Takes the jobs at the front that satisfy `isWanted`, without waiting.
    func takeWaiting(while isWanted: (Job) -> Bool) -> [Job] {
        state.withLock { state in
            let count = state.jobs.firstIndex { !isWanted($0) } ?? state.jobs.count
            return Self.removeFirst(count, from: &state)
        }
    }

    private static func removeFirst(_ limit: Int, from state: inout State) -> [Job] {
        guard limit < state.jobs.count else {
            defer { state.jobs = [] }
            return state.jobs
        }
        let jobs = Array(state.jobs.prefix(limit))
        state.jobs.removeFirst(jobs.count)
        return jobs
    }

    /// Accepts no more jobs; those that wait are still done.
    func close() {
        let sleepers = state.withLock { state in
            state.isClosed = true
            defer { state.asleep = 0 }
            return state.asleep
        }
        for _ in 0..<sleepers {
            wakeUp.signal()
        }
    }

    /// Returns when the threads of a closed queue have ended.
    func waitForEnd() {
        ended.wait()
    }
}
