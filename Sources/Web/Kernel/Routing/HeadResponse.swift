import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// A HEAD request gets the response to GET without its body.
extension Request {
    /// The request itself, or the GET request of the same address for a HEAD request.
    var asGet: Request {
        guard method == .head else { return self }
        var head = head
        head.method = .get
        return Request(head: head, body: body)
    }
}

extension Response {
    /// Returns the head of the response, with the length that the body has.
    ///
    /// Any other length would be wrong (RFC 9110 §8.6), and without one the response would be framed as if it
    /// had a body. A body that is written in chunks is therefore written once to be counted.
    func withoutBody() async throws -> Response {
        var headers = headers
        if headers[.contentLength] == nil {
            let tally = Tally()
            try await body.write(tally)
            headers[.contentLength] = String(tally.count.withLock(\.self))
        }
        return Response(status: status, headers: headers)
    }
}

/// Counts the bytes that are written.
private final class Tally: ResponseBodyWriter, Sendable {
    package let count = Mutex(0)

    package func write(_ buffer: ByteBuffer) {
        count.withLock { $0 += buffer.readableBytes }
    }

    package func finish(_ trailingHeaders: HTTPFields?) {}
}
