import HTTPTypes
package import Hummingbird
import NIOCore
import Synchronization

/// HEAD is answered as GET would be, without the body.
extension Request {
    /// The request, or the GET that a HEAD stands for.
    package var asGet: Request {
        guard method == .head else { return self }
        var head = head
        head.method = .get
        return Request(head: head, body: body)
    }
}

extension Response {
    /// The head of the answer, with the length that the body has.
    ///
    /// Any other length would be wrong (RFC 9110 §8.6), and without one the answer would be framed as if
    /// it had a body; so what is written piece by piece is written to be counted.
    package func withoutBody() async throws -> Response {
        var headers = headers
        if headers[.contentLength] == nil {
            let tally = Tally()
            try await body.write(tally)
            headers[.contentLength] = String(tally.count.withLock(\.self))
        }
        return Response(status: status, headers: headers)
    }
}

/// Counts what is written.
private final class Tally: ResponseBodyWriter, Sendable {
    package let count = Mutex(0)

    package func write(_ buffer: ByteBuffer) {
        count.withLock { $0 += buffer.readableBytes }
    }

    package func finish(_ trailingHeaders: HTTPFields?) {}
}
