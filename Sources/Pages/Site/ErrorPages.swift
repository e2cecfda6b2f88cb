import HTTPTypes
import Hummingbird
import NIOCore
import Persian
import Synchronization
import Web

/// Pages of problems, rendered once for each problem: only the request's id differs, and it is set into the page.
///
/// The lock guards `rendered`.
final class ErrorPages: Sendable {
    private let renderer: PageRenderer
    private let rendered = Mutex<[String: [Substring]]>([:])

    /// Problems that are remembered; their texts are the program's, so there are few.
    private static let most = 256
    /// Stands where the id comes; no text of a page has it.
    private static let place = "@request-id@"

    init(_ renderer: PageRenderer) {
        self.renderer = renderer
    }

    func response(to problem: Problem, requestID: String, in language: Language) -> Response {
        let html = parts(of: problem, in: language).joined(separator: requestID)
        return Response(
            status: .init(code: problem.status),
            headers: renderer.headers(in: language),
            body: .init(byteBuffer: ByteBuffer(string: html))
        )
    }

    private func parts(of problem: Problem, in language: Language) -> [Substring] {
        let key = Self.key(of: problem, in: language)
        if let known = rendered.withLock({ $0[key] }) { return known }
        let page = ErrorPage(problem, requestID: Self.place).page
        let parts = renderer.render(page, in: language).split(
            separator: Self.place,
            omittingEmptySubsequences: false
        )
        rendered.withLock { rendered in
            if rendered.count >= Self.most { rendered = [:] }
            rendered[key] = parts
        }
        return parts
    }

    /// Everything that the page shows of a problem, but the id.
    private static func key(of problem: Problem, in language: Language) -> String {
        // A shorter wait is shown as a minute.
        let wait = problem.retryAfter.map { String(max($0, 60)) } ?? ""
        let errors = problem.errors.map(\.detail.en)
        return
            ([language.tag, String(problem.status), problem.title.en, problem.detail.en, wait]
            + errors)
            .joined(separator: "\n")
    }
}
