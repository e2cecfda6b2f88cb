import HTTPTypes
package import Hummingbird
import NIOCore

/// A page that depends on nothing but its language, rendered once: its bytes and their tag.
package struct FixedPage: Sendable {
    private let body: ByteBuffer
    private let tag: EntityTag
    private let headers: HTTPFields

    init(_ html: String, headers: HTTPFields) {
        let bytes = Array(html.utf8)
        body = ByteBuffer(bytes: bytes)
        tag = EntityTag(of: bytes)
        var headers = headers
        headers[.eTag] = tag.description
        // Kept by the browser, and requested again each time: a new version of the program may have other bytes.
        headers[.cacheControl] = "no-cache"
        self.headers = headers
    }

    /// Returns the page, or 304 for a client that has it already.
    package func response(to request: Request) -> Response {
        if request.hasCopy(of: tag) { return .notModified(headers) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: body))
    }
}

extension PageRenderer {
    /// Renders a page once, for all requests.
    package func fixed(_ page: Page, in language: Language) -> FixedPage {
        FixedPage(render(page, in: language), headers: headers(in: language))
    }
}
