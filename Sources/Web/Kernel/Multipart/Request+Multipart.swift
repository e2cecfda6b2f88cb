import HTTPTypes
package import Hummingbird
import NIOCore
import Persian

extension Request {
    /// Reads the body as a form with files and passes it on while it arrives.
    ///
    /// `consume` gets what became known by the latest bytes, and the number of bytes that have arrived. What
    /// it does not keep is not kept.
    ///
    /// - Throws: 413 for a body of more than `limit` bytes, 408 for one that takes longer than `time`, 400
    ///   for one that is no such form or has more than `parts` parts; what `consume` throws.
    package func multipart(
        upTo limit: Int,
        parts: Int = MultipartReader.mostParts,
        within time: Duration,
        _ consume: (_ events: [MultipartReader.Event], _ total: Int) async throws -> Void
    ) async throws {
        if let length = headers.value(.contentLength).flatMap({ Int($0) }), length > limit {
            throw Problem.tooLarge(limit)
        }
        let deadline = ContinuousClock.now + time
        var total = 0
        do {
            var reader = try MultipartReader(
                contentType: headers.value(.contentType) ?? "",
                parts: parts
            )
            for try await buffer in body {
                total += buffer.readableBytes
                guard total <= limit else { throw Problem.tooLarge(limit) }
                guard ContinuousClock.now < deadline else { throw Problem.slowBody }
                try await consume(try reader.read(buffer.readableBytesView), total)
            }
            try reader.finish()
        } catch is MultipartError {
            throw Problem.badForm
        }
    }
}

extension Problem {
    fileprivate static let slowBody = timeout(
        .init(
            fa: "بدنهٔ درخواست در زمان مقرر نرسید.",
            en: "The body did not arrive in time."
        ),
        headers: [.connection: "close"]
    )
}
