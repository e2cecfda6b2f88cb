import Dispatch

/// Threads for long computations and blocking calls, so that no event loop waits for them.
final class BlockingExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "verifyd.work", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedTaskExecutor()
        queue.async { unsafe job.runSynchronously(on: executor) }
    }
}
