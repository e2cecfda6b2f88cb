package import Hummingbird
import Persian

/// Refuses query parameters that an operation of the API does not have.
///
/// A misspelt parameter would otherwise be ignored, and the request would do something else than its sender
/// meant: `?dryrun=true` would import. The names come from the OpenAPI document, so what it does not describe
/// is refused. Addresses outside of `/api/` (pages, health, the well-known key set) ignore unknown parameters:
/// they have none that change anything, and links and caches add their own.
package struct QueryParameters: RouterMiddleware {
    /// The context of every request.
    package typealias Context = AppRequestContext

    /// The names that each operation takes, by its method and path.
    private let names: [String: [String]]

    /// The parameters of the operations of a description.
    package init(_ description: OpenAPI.Description) {
        var names: [String: [String]] = [:]
        for operation in description.operations where operation.path.hasPrefix("/api/") {
            names[Self.key(operation.method, operation.path)] = operation.parameters
                .filter { $0.place == .query }.map(\.name)
        }
        self.names = names
    }

    package func handle(
        _ request: Request,
        context: AppRequestContext,
        next: @concurrent (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        if let query = request.uri.query, !query.isEmpty, let known = names(of: request, context) {
            try Self.check(request.uri.queryParameters.map { String($0.key) }, known)
        }
        return try await next(request, context)
    }

    private func names(of request: Request, _ context: AppRequestContext) -> [String]? {
        context.endpointPath.flatMap { names[Self.key(request.method.rawValue, $0)] }
    }

    /// Returns one key for `/a/{id}` of the document and `/a/:id` or `/a/{id}` of the router.
    private static func key(_ method: String, _ path: String) -> String {
        let segments = path.split(separator: "/").map { segment in
            segment.hasPrefix("{") || segment.hasPrefix(":") ? "*" : segment.lowercased()
        }
        return method.lowercased() + "/" + segments.joined(separator: "/")
    }

    /// Checks the names of a query against those that the operation has.
    ///
    /// - Throws: The 400 problem with an entry for each name that is not known or stands twice.
    package static func check(_ sent: [String], _ known: [String]) throws(Problem) {
        var faults: [FieldProblem] = []
        var seen: Set<String> = []
        for name in sent {
            if !known.contains(name) {
                faults.append(.unknownParameter(name, among: known))
            } else if !seen.insert(name).inserted {
                faults.append(
                    .format(
                        "",
                        fa: "این پارامتر دو بار فرستاده شده است.",
                        en: "This parameter was sent more than once."
                    )
                    .inQuery(name)
                )
            }
        }
        // One entry is enough for a name that is repeated, and many would make a large response.
        guard faults.isEmpty else { throw .badRequest(Array(faults.prefix(limit))) }
    }

    /// The most parameters of one request that are reported.
    private static let limit = 10
}

extension FieldProblem {
    /// A parameter that the operation does not have; named only if it looks like the name of one.
    fileprivate static func unknownParameter(_ name: String, among known: [String]) -> Self {
        let known = known.sorted().joined(separator: ", ")
        let problem = FieldProblem(
            "",
            .unknown,
            .init(
                fa:
                    "این پارامتر شناخته نیست. پارامترهای این نشانی: \(known.isEmpty ? "هیچ" : known).",
                en: "This parameter is not known. Known here: \(known.isEmpty ? "none" : known)."
            )
        )
        return isPlain(name) ? problem.inQuery(name) : problem
    }

    /// Whether a name may be repeated in an answer: short ASCII words with few digits, never a code.
    private static func isPlain(_ name: String) -> Bool {
        let bytes = name.utf8
        return (1...32).contains(bytes.count)
            && bytes.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x5F || $0 == 0x2D }
            && bytes.count(where: isDigit) <= 4
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
