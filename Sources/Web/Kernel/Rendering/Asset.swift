import HTTPTypes
package import Hummingbird
import NIOCore
import VerifyCore

/// A file that pages need: a style sheet, a font, a picture.
///
/// Its name carries a hash of its content, so a browser may keep it permanently.
package struct Asset: Sendable {
    /// The address, from the slash.
    package let path: String
    private let mediaType: String
    private let body: ByteBuffer
    private let tag: EntityTag

    /// A file under `/assets`, named by its content.
    package init(_ name: String, _ ending: String, _ bytes: [UInt8]) {
        let hash = Hex.encode(Array(SHA256.hash(bytes).prefix(8)))
        path = "/assets/\(name)-\(hash).\(ending)"
        tag = EntityTag(of: bytes)
        body = ByteBuffer(bytes: bytes)
        mediaType =
            switch ending {
            case "css": "text/css; charset=utf-8"
            case "svg": "image/svg+xml"
            case "woff2": "font/woff2"
            default: "text/plain; charset=utf-8"
            }
    }

    /// Returns the file, or 304 for a client that has it already.
    package func response(to request: Request) -> Response {
        var headers: HTTPFields = [
            .eTag: tag.description,
            .cacheControl: "public, max-age=31536000, immutable",
        ]
        if request.hasCopy(of: tag) {
            return .notModified(headers)
        }
        headers[.contentType] = mediaType
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: body))
    }
}
