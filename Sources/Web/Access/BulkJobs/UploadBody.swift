import Hummingbird
import NIOCore
import Persian
import Registry
import VerifyCore

/// Writes the body of a request into an upload or a batch, chunk by chunk, and hashes it.
///
/// At most one chunk is in memory, so a gigabyte costs what a kilobyte costs. What was written before a
/// refusal or a lost connection is discarded.
struct UploadBody: Sendable {
    let registry: Registry
    let limiter: RateLimiter
    let now: @Sendable () -> Timestamp
    /// Bytes, at most.
    let limit: Int
    /// The API key whose records are counted; nil for a visitor, whose batch was charged as checks.
    let key: RateLimitKey?

    /// Writes the whole body; returns its hash, for the fingerprint of an idempotent request.
    ///
    /// `id` is the upload or the batch that was begun; a failure discards it.
    func receive(_ request: Request, into id: String) async throws -> [UInt8] {
        do {
            if let length = request.headers.value(.contentLength).flatMap({ Int($0) }),
                length > limit
            {
                throw Problem.tooLarge(limit)
            }
            return try await chunks(of: request, into: id)
        } catch {
            try? await registry.discard(id)
            throw error
        }
    }

    private func chunks(of request: Request, into id: String) async throws -> [UInt8] {
        let size = BulkJobLimits.chunkBytes
        var digest: [UInt8] = []
        var waiting: [UInt8] = []
        var total = 0
        var records = RecordCount()
        for try await buffer in request.body {
            total += buffer.readableBytes
            guard total <= limit else { throw Problem.tooLarge(limit) }
            let bytes = Array(buffer: buffer)
            waiting += bytes
            if let key {
                // Also for a body that breaks off: the server has received these records.
                let cost = records.take(bytes)
                limiter.charge(cost, to: .records, of: key)
            }
            while waiting.count >= size {
                let chunk = Array(waiting.prefix(size))
                waiting.removeFirst(size)
                digest = SHA256.hash(digest + chunk)
                try await registry.append(chunk, to: id, at: now())
            }
        }
        guard total > 0 else { throw Problem.emptyFile }
        try await registry.append(waiting, to: id, at: now())
        return SHA256.hash(digest + waiting)
    }
}

extension Problem {
    fileprivate static let emptyFile = Problem.malformed(
        .init(fa: "فایلی فرستاده نشده است.", en: "The body is empty; send the file as the body.")
    )
}
