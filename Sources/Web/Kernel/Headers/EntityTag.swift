package import HTTPTypes
package import Hummingbird
import VerifyCore

/// A strong entity tag (RFC 9110 §8.8.3): the same bytes have the same tag, other bytes another one.
package struct EntityTag: Sendable, Equatable, CustomStringConvertible {
    /// The tag with its quotes, as the field `ETag` has it.
    package let description: String

    /// The tag of some bytes.
    package init(of bytes: [UInt8]) {
        description = "\"\(Hex.encode(Array(SHA256.hash(bytes).prefix(12))))\""
    }
}

extension Request {
    /// Whether the client has the bytes of a tag: `If-None-Match`, compared weakly (RFC 9110 §13.1.2).
    package func hasCopy(of tag: EntityTag) -> Bool {
        guard let field = headers.value(.ifNoneMatch) else { return false }
        return field.split(separator: ",").contains { entry in
            let entry = entry.filter { $0 != " " && $0 != "\t" }
            return entry == "*" || entry == tag.description || entry == "W/\(tag)"
        }
    }
}

extension Response {
    /// The answer to a client that has the bytes already.
    ///
    /// Without `Content-Length`, which would be the length of the bytes that are not sent (RFC 9110 §8.6).
    package static func notModified(_ headers: HTTPFields) -> Response {
        var response = Response(status: .notModified, headers: headers)
        response.headers[.contentLength] = nil
        return response
    }
}
