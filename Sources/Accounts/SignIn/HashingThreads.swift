import Foundation
import Synchronization
import VerifyCore

/// The threads that compute scrypt, which takes 32 MiB and about a quarter of a second: not the cooperative pool, and no
/// more at a time than the machine has memory for.
///
/// The queue is bounded, so that a flood of sign-ins is rejected instead of waiting.
final class HashingThreads: Sendable {
    /// The cost of a password or follow secret: N = 2¹⁵, r = 8, p = 3 (OWASP, 32 MiB).
    static let cost: (n: UInt64, r: UInt64, p: UInt64) = (1 << 15, 8, 3)
    /// The bytes of a hash.
    static let hashCount = 32
    /// The bytes of a salt.
    static let saltCount = 16

    private let queue: OperationQueue
    private let mostWaiting: Int
    /// Guards the number of jobs that run or wait.
    private let jobs = Mutex(0)

    init(name: String, threads: Int, mostWaiting: Int) {
        queue = OperationQueue()
        queue.name = name
        queue.maxConcurrentOperationCount = threads
        self.mostWaiting = mostWaiting
    }

    /// Returns the scrypt hash of a secret.
    ///
    /// - Throws: `SignInError.busy` when too many wait, before anything is computed.
    func hash(_ secret: [UInt8], salt: [UInt8]) async throws -> [UInt8] {
        let isFull = jobs.withLock { jobs in
            if jobs >= mostWaiting { return true }
            jobs += 1
            return false
        }
        if isFull { throw SignInError.busy }
        defer { jobs.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation {
                continuation.resume(
                    with: Result {
                        try Scrypt.derive(
                            passphrase: secret,
                            salt: salt,
                            n: Self.cost.n,
                            r: Self.cost.r,
                            p: Self.cost.p,
                            count: Self.hashCount
                        )
                    }
                )
            }
        }
    }
}
