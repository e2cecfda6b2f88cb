import Foundation
import FoundationNetworking
import VerifyCore

extension Failure {
    /// A problem document of the server (RFC 9457).
    ///
    /// An error without one, such as the HTML page of a proxy, says nothing about a degree: it is reported
    /// as an answer of another server, with exit code 5.
    init(problem bytes: [UInt8], response: HTTPURLResponse, base: String) {
        let type = response.value(forHTTPHeaderField: "Content-Type")?.lowercased() ?? ""
        let status = response.statusCode
        guard type.hasPrefix("application/problem+json"), let problem = try? JSON(parsing: bytes),
            let detail = problem["detail"]?.string ?? problem["title"]?.string
        else {
            self =
                status >= 500
                ? .server(
                    "\(base) answered with status \(status)",
                    hint: Self.hint(response, code: nil) ?? "try again later"
                )
                : .notSehat(base, "it answered with status \(status)")
            return
        }
        let fields = (problem["errors"]?.array ?? []).compactMap { error -> String? in
            guard let detail = error["detail"]?.string else { return nil }
            return (error["pointer"]?.string.map { "\($0.trimmingPrefix("/")): " } ?? "")
                + detail.asClause
        }
        let code = problem["code"]?.string
        let path = response.url?.path ?? ""
        if code == "not_found", !path.contains("/uploads/"), !path.contains("/batches/") {
            // The path itself is unknown there: an unknown degree has the code no_such_degree.
            self = .notSehat(base, "it does not know this path")
            return
        }
        self.init(
            fields.isEmpty ? detail.asClause : fields.joined(separator: "; "),
            hint: Self.hint(response, code: code),
            exit: Self.exit(status)
        )
    }

    /// An answer that no Sehat server gives at this path.
    static func notSehat(_ base: String, _ reason: String) -> Failure {
        .server(
            "\(base) is not a Sehat server: \(reason)",
            hint: "is the path right? check --server or SEHAT_SERVER"
        )
    }

    private static func exit(_ status: Int) -> Exit {
        switch status {
        case 401, 403, 409, 423, 429: .notAllowed
        case 404, 410: .notFound
        case 422: .notValid
        case 400..<500: .usage
        default: .unavailable
        }
    }

    private static func hint(_ response: HTTPURLResponse, code: String?) -> String? {
        switch response.statusCode {
        case 401: "name the file with the API key: --api-key-file FILE or SEHAT_API_KEY_FILE"
        case 403 where code == "window_closed":
            "from now on the holder requests the code; without --issue a file is still accepted"
        case 403: "an API key has one scope; ask the organisation for the right one"
        case 429:
            response.retryAfter.map { "try again in \($0.asWait)" }
        case 500...:
            response.value(forHTTPHeaderField: "X-Request-ID").map {
                "give the operator the request id \($0)"
            }
        default: nil
        }
    }
}

extension HTTPURLResponse {
    /// Seconds after which the same request may succeed.
    var retryAfter: Int? {
        value(forHTTPHeaderField: "Retry-After").flatMap { Int($0) }
    }
}

extension Int {
    /// A number of seconds in words.
    var asWait: String {
        switch self {
        case ..<120: counted("second")
        case ..<7200: ((self + 59) / 60).counted("minute")
        default: ((self + 3599) / 3600).counted("hour")
        }
    }
}
