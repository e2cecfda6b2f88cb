import Foundation
import FoundationNetworking
import VerifyCore

extension Failure {
    /// What a server refused, from its problem document (RFC 9457) or, without one, from its status.
    init(problem bytes: [UInt8], response: HTTPURLResponse, base: String) {
        let problem = try? JSON(parsing: bytes)
        let fields = (problem?["errors"]?.array ?? []).compactMap { error -> String? in
            guard let detail = error["detail"]?.string else { return nil }
            return (error["pointer"]?.string.map { "\($0.trimmingPrefix("/")): " } ?? "")
                + detail.asTalk
        }
        let detail = problem?["detail"]?.string ?? problem?["title"]?.string
        let message = detail?.asTalk ?? "\(base) answered with status \(response.statusCode)"
        let about = fields.isEmpty ? message : fields.joined(separator: "; ")
        self.init(
            about,
            hint: Self.hint(response, code: problem?["code"]?.string),
            exit: Self.exit(response.statusCode)
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
            "from now on the holder asks for the code; without --issue a file is still taken in"
        case 403: "an API key has one scope; ask the organisation for the right one"
        case 429:
            response.retryAfter.map { "try again in \($0.asWait)" }
        case 500...:
            response.value(forHTTPHeaderField: "X-Request-ID").map {
                "tell the operator the request id \($0)"
            }
        default: nil
        }
    }
}

extension HTTPURLResponse {
    /// Seconds after which the server may be asked again.
    var retryAfter: Int? {
        value(forHTTPHeaderField: "Retry-After").flatMap { Int($0) }
    }
}

extension Int {
    /// Seconds as a person waits for them.
    var asWait: String {
        switch self {
        case ..<120: counted("second")
        case ..<7200: ((self + 59) / 60).counted("minute")
        default: ((self + 3599) / 3600).counted("hour")
        }
    }
}
