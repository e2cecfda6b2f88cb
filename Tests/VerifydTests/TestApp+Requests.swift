import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded

@testable import Pages
@testable import Web
@testable import verifyd

/// Single requests to a test app, without sockets.
extension TestApp {
    /// A response as a test reads it.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let text: String

        /// The page without what differs in each request: the id, and the tokens of forms.
        var comparable: String {
            text.replacing(/[0-9A-HJKMNP-TV-Z]{12}/, with: "ID")
                .replacing(/name="form-token" value="[^"]*"/, with: "TOKEN")
        }
    }

    /// Gets a page as a browser does.
    func get(_ path: String, _ browser: TestBrowser = TestBrowser()) async throws -> Answer {
        var fields: HTTPFields = [:]
        if !browser.cookies.isEmpty { fields[.cookie] = browser.text }
        return try await send(.get, path, fields, "")
    }

    /// Sends a form as a browser does; `site` is `Sec-Fetch-Site`.
    func post(
        _ path: String,
        _ form: [String: String],
        _ browser: TestBrowser,
        site: String? = "same-origin"
    ) async throws -> Answer {
        var fields: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if !browser.cookies.isEmpty { fields[.cookie] = browser.text }
        if let name = HTTPField.Name("Sec-Fetch-Site") { fields[name] = site }
        var form = form
        let action = path.split(separator: "?").first.map(String.init) ?? path
        form[PageForm.tokenField] = browser.tokens[action]
        let body = form.map { "\($0.key.percentEncoded)=\($0.value.percentEncoded)" }
            .joined(separator: "&")
        fields[.contentLength] = String(body.utf8.count)
        return try await send(.post, action, fields, body)
    }

    /// Sends a request as it is.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ fields: HTTPFields,
        _ body: String
    ) async throws -> Answer {
        let head = HTTPRequest(
            method: method,
            scheme: "https",
            authority: "sehat.example.ir",
            path: path,
            headerFields: fields
        )
        let source = ApplicationRequestContextSource(
            channel: EmbeddedChannel(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let response = try await responder.respond(
            to: Request(head: head, body: .init(buffer: ByteBuffer(string: body))),
            context: AppRequestContext(source: source)
        )
        let bytes = try await response.body.collected()
        return Answer(
            status: response.status.code,
            headers: response.headers,
            text: String(decoding: bytes, as: UTF8.self)
        )
    }
}
