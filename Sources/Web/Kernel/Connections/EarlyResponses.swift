import HTTPTypes
package import NIOCore
package import NIOHTTP1
import Persian

/// The responses of a connection before there is a request that a handler could read.
package struct EarlyResponses: Sendable {
    /// The reason; the raw value is the metric's label.
    package enum Reason: String, Sendable {
        /// The request does not have exactly one `Host` field (400).
        case host
        /// The header fields are larger than the limit (431).
        case headerSize = "header_size"
        /// The header fields did not arrive in time (408).
        case headerTime = "header_time"
        /// The bytes are not a well-formed HTTP request (400).
        case malformed
        /// The body has a transfer coding other than `chunked` (501).
        case transferCoding = "transfer_coding"
    }

    /// Makes the request ids of the problem documents.
    package let ids: RequestIDs

    /// Responses whose request ids are made by `ids`.
    package init(
        ids: RequestIDs
    ) {
        self.ids = ids
    }

    /// Returns the head and the body of a problem document, after which the connection closes.
    package func response(
        _ reason: Reason,
        _ allocator: ByteBufferAllocator
    ) -> (head: HTTPResponseHead, body: ByteBuffer) {
        let problem = Self.problem(reason)
        let bytes = problem.document(in: .persian, requestID: ids.next())
        var headers = HTTPHeaders()
        for field in SecurityHeaders.api {
            headers.add(name: field.name.rawName, value: field.value)
        }
        headers.add(name: "Content-Type", value: Problem.mediaType)
        headers.add(name: "Content-Length", value: String(bytes.count))
        headers.add(name: "Connection", value: "close")
        let status = HTTPResponseStatus(statusCode: problem.status)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        return (head, allocator.buffer(bytes: bytes))
    }

    private static func problem(_ reason: Reason) -> Problem {
        switch reason {
        case .host:
            .malformed(
                .init(
                    fa: "درخواست باید دقیقاً یک سرآیند Host داشته باشد.",
                    en: "The request must have exactly one Host field."
                )
            )
        case .malformed:
            .malformed(
                .init(fa: "درخواست HTTP درستی نیست.", en: "This is not a well-formed HTTP request.")
            )
        case .transferCoding:
            .init(
                status: 501,
                code: .transferCoding,
                title: .init(
                    fa: "این شیوهٔ ارسال پشتیبانی نمی‌شود",
                    en: "The transfer coding is not supported"
                ),
                detail: .init(
                    fa:
                        "بدنه را فشرده‌نشده، با Content-Length یا Transfer-Encoding: chunked بفرستید.",
                    en: "Send the body with Content-Length or Transfer-Encoding: chunked."
                )
            )
        case .headerSize:
            .init(
                status: 431,
                code: .headersTooLarge,
                title: .init(
                    fa: "سرآیندها بزرگ‌تر از حد است",
                    en: "The header fields are too large"
                ),
                detail: .init(
                    fa: "سرآیندهای درخواست را کوتاه‌تر کنید.",
                    en: "Send fewer or shorter header fields."
                )
            )
        case .headerTime:
            .timeout(
                .init(
                    fa: "سرآیندهای درخواست در زمان مقرر نرسید.",
                    en: "The header fields did not arrive in time."
                )
            )
        }
    }
}
