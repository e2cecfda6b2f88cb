import HTTPTypes
package import Hummingbird
import NIOCore
import NIOHTTP1
import Persian
import VerifyCore

/// The responder around the router.
///
/// It gives a request its id, language and network, turns errors into problem documents or pages, adds the
/// security headers to the response, and leaves a line in the log and two numbers in the metrics.
package struct RootResponder: HTTPResponder {
    /// The context of each request.
    package typealias Context = AppRequestContext

    /// Renders a problem as a page; must not fail and must not use the database.
    package typealias ErrorPage = @Sendable (Problem, AppRequestContext, Request) -> Response

    private let edge: Edge
    private let errors: any ErrorTranslator
    private let inner: RouterResponder<AppRequestContext>
    private let map: RouteMap
    private let page: ErrorPage
    private let log: RequestLog
    private let clock = ContinuousClock()

    package init(
        _ edge: Edge,
        router: Router<AppRequestContext>,
        log: RequestLog,
        errors: any ErrorTranslator,
        page: @escaping ErrorPage
    ) {
        self.edge = edge
        self.errors = errors
        self.log = log
        self.page = page
        map = RouteMap(router)
        inner = router.buildResponder()
    }

    package func respond(to request: Request, context: AppRequestContext) async throws -> Response {
        let start = clock.now
        let context = edge.admit(context, with: request)
        let isDocument = Self.wantsDocument(request.uri.path)
        var response = try await answer(request.asGet, context, asDocument: isDocument)
        if request.method == .head { response = try await response.withoutBody() }
        dress(&response, context, asDocument: isDocument)
        let elapsed = (clock.now - start).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
        let entry = RequestLog.Entry(
            method: Self.word(for: request.method),
            route: context.endpointPath ?? "none",
            status: response.status.code
        )
        edge.metrics.requests.increment(entry.method, entry.route, String(entry.status))
        edge.metrics.durations.observe(seconds, entry.route)
        log.answered(context, entry, in: seconds)
        return response
    }

    /// Whether the clients of an address are programs: its errors are documents, not pages.
    static func wantsDocument(_ path: String) -> Bool {
        let start = path.utf8.prefix(13).map { $0 | 0x20 }
        return documents.contains { start.starts(with: $0) }
    }

    private static let documents = ["/api/", "/.well-known/", "/healthz", "/readyz"].map {
        Array($0.utf8).map { $0 | 0x20 }
    }

    private static func word(for method: HTTPRequest.Method) -> String {
        switch method {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        default: "OTHER"
        }
    }
}

/// Errors.
extension RootResponder {
    private func answer(
        _ request: Request,
        _ context: AppRequestContext,
        asDocument isDocument: Bool
    ) async throws -> Response {
        do {
            try charge(request, context, asDocument: isDocument)
            if isDocument {
                try request.requireAcceptableResponse()
                try request.requireNotCrossSite()
            }
            let response = try await inner.respond(to: request, context: context)
            if context.endpointPath == "NotFound" { throw Problem.notFound }
            // The library responded with an error itself, without a problem document.
            if response.status.code >= 400, response.headers[.contentType] == nil {
                throw Problem(library: response.status.code)
            }
            return response
        } catch let error as HTTPParserError {
            // Hummingbird responds to this one itself, and closes.
            throw error
        } catch {
            if let response = redirected(request, context) ?? offered(request, context) {
                return response
            }
            let missed = routed(errors.problem(for: error), request, context)
            context.note(problem: missed.code.rawValue)
            if missed.status >= 500 || missed.code == .integrityFailure {
                errors.report(error, as: missed, context)
            }
            guard isDocument else {
                var response = page(missed, context, request)
                response.status = .init(code: missed.status)
                for field in missed.responseHeaders { response.headers[field.name] = field.value }
                return response
            }
            return missed.response(in: context.language, requestID: context.requestID)
        }
    }

    /// Charges the budget of the network, whatever is requested.
    ///
    /// Requests of the API with a key are counted by the key, and balancers ask for the readiness from one
    /// address.
    private func charge(
        _ request: Request,
        _ context: AppRequestContext,
        asDocument isDocument: Bool
    ) throws(Problem) {
        if isDocument {
            if request.headers.value(.authorization) != nil { return }
            if request.uri.path == "/readyz" || request.uri.path == "/healthz" { return }
        }
        let key = RateLimitKey.network(context.network)
        guard let seconds = edge.limits.wait(.requests, from: key) else { return }
        edge.metrics.rateLimited.increment(Budget.requests.word)
        throw .rateLimited(.requests, retryAfter: seconds)
    }

    /// Returns the redirect from an address that differs from an existing one in capital letters only.
    ///
    /// Phones begin a line with a capital letter, and cameras read QR codes in capitals.
    private func redirected(_ request: Request, _ context: AppRequestContext) -> Response? {
        guard request.method == .get, context.endpointPath == "NotFound",
            let path = map.canonicalPath(of: request.uri.path)
        else { return nil }
        context.coreContext.endpointPath.value = "none"
        let query = request.uri.query.map { "?\($0)" } ?? ""
        return Response(status: .permanentRedirect, headers: [.location: path + query])
    }

    /// Distinguishes an address that does not exist from one that exists with other methods.
    private func routed(
        _ problem: Problem,
        _ request: Request,
        _ context: AppRequestContext
    ) -> Problem {
        guard context.endpointPath == "NotFound" else { return problem }
        let methods = map.methods(at: request.uri.path)
        context.coreContext.endpointPath.value = "none"
        return methods.isEmpty ? .notFound : .methodNotAllowed(methods)
    }

    /// Returns the response to OPTIONS at an address that exists: its methods.
    private func offered(_ request: Request, _ context: AppRequestContext) -> Response? {
        guard request.method == .options, context.endpointPath == "NotFound" else { return nil }
        let methods = map.methods(at: request.uri.path)
        guard !methods.isEmpty else { return nil }
        context.coreContext.endpointPath.value = "none"
        let allowed = (methods + [.options]).map(\.rawValue).sorted().joined(separator: ", ")
        return Response(status: .noContent, headers: [.allow: allowed])
    }
}

/// Headers.
extension RootResponder {
    private func dress(
        _ response: inout Response,
        _ context: AppRequestContext,
        asDocument isDocument: Bool
    ) {
        SecurityHeaders.add(to: &response.headers, asDocument: isDocument)
        if let name = HTTPField.Name.requestID {
            response.headers.append(.init(name: name, value: context.requestID))
        }
        if isDocument, !response.headers.contains(.vary) {
            response.headers.append(.init(name: .vary, value: "Accept-Language"))
        }
    }
}
