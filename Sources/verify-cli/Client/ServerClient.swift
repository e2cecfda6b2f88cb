import Foundation
import FoundationNetworking
import Registry
import VerifyCore

/// Sends HTTP requests to one server, with its API key; answers are JSON or files.
///
/// Requests that are safe to repeat are retried: reads, and writes that carry an `Idempotency-Key`.
struct ServerClient: Sendable {
    /// The address of the server, without a slash at the end.
    let base: String
    /// The same address as URLSession takes it.
    private let wireBase: String
    private let key: String?
    private let session: URLSession

    /// Seconds for which the server may send nothing.
    private static let patience: TimeInterval = 30
    /// The most attempts of a request, with pauses of 0.5, 1 and 2 seconds between them.
    private static let attempts = 4

    init(_ address: ServerAddress, key: String?) {
        base = address.text
        wireBase = address.wireText
        self.key = key
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = Self.patience
        configuration.httpShouldSetCookies = false
        session = URLSession(
            configuration: configuration,
            delegate: RedirectRefusal(),
            delegateQueue: nil
        )
    }

    /// The body of a request.
    enum Body: Sendable {
        case none
        case json(JSON)
        case file(Data, BulkJobFormat)

        fileprivate var content: (type: String, data: Data)? {
            switch self {
            case .none: nil
            case .json(let object): ("application/json", Data(object.encoded()))
            case .file(let data, let format): (format.mediaType, data)
            }
        }
    }

    /// The response of the server.
    struct Reply: Sendable {
        fileprivate let base: String
        let status: Int
        let location: String?
        let next: String?
        let retryAfter: Int?
        let bytes: [UInt8]

        /// Returns the body as JSON, read strictly.
        func json() throws(Failure) -> JSON {
            do {
                return try JSON(parsing: bytes)
            } catch {
                throw .notSehat(base, "it answered something that is not JSON")
            }
        }
    }

    /// Sends GET.
    func get(_ path: String) async throws(Failure) -> Reply {
        try await send(request("GET", path, .none), repeatable: true)
    }

    /// Downloads a file of results, in Persian, the language of the institutions that sent the records.
    func file(_ path: String) async throws(Failure) -> [UInt8] {
        var request = try request("GET", path, .none)
        request.setValue("fa", forHTTPHeaderField: "Accept-Language")
        return try await send(request, repeatable: true).bytes
    }

    /// Sends POST that takes effect at most once: all attempts carry the same `Idempotency-Key`.
    func post(_ path: String, _ body: Body) async throws(Failure) -> Reply {
        var request = try request("POST", path, body)
        request.setValue(UUID().uuidString.lowercased(), forHTTPHeaderField: "Idempotency-Key")
        return try await send(request, repeatable: true)
    }

    /// Sends POST for a question that creates nothing: a code does not belong in an address.
    ///
    /// `answers` lists the statuses that are answers, though HTTP counts them as errors.
    func ask(
        _ path: String,
        _ body: JSON,
        answers: Set<Int> = []
    ) async throws(Failure) -> Reply {
        try await send(request("POST", path, .json(body)), repeatable: true, answers: answers)
    }

    /// Sends PUT.
    func put(_ path: String, _ body: JSON) async throws(Failure) -> Reply {
        try await send(request("PUT", path, .json(body)), repeatable: true)
    }

    /// Sends DELETE.
    func delete(_ path: String, _ body: Body = .none) async throws(Failure) -> Reply {
        try await send(request("DELETE", path, body), repeatable: true)
    }

    private func request(
        _ method: String,
        _ path: String,
        _ body: Body
    ) throws(Failure) -> URLRequest {
        // A `Location` may be a whole address: the key goes to this server only.
        let address = path.hasPrefix("/") ? base + path : path
        guard address.hasPrefix(base + "/"),
            let url = URL(string: wireBase + address.dropFirst(base.count))
        else {
            throw .server("the server names an address that is not its own")
        }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.setValue("verify-cli/\(Registry.version)", forHTTPHeaderField: "User-Agent")
        request.setValue("en", forHTTPHeaderField: "Accept-Language")
        if let key {
            request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
        }
        if let content = body.content {
            request.setValue(content.type, forHTTPHeaderField: "Content-Type")
            request.httpBody = content.data
        }
        return request
    }

    private func send(
        _ request: URLRequest,
        repeatable: Bool,
        answers: Set<Int> = []
    ) async throws(Failure) -> Reply {
        var attempt = 1
        while true {
            do {
                let (data, response) = try await session.data(for: request)
                guard let response = response as? HTTPURLResponse else {
                    throw Failure.server("\(base) does not speak HTTP")
                }
                if response.statusCode == 503, repeatable, attempt < Self.attempts {
                    try await pause(after: &attempt)
                    continue
                }
                if (300..<400).contains(response.statusCode) { throw redirected(by: response) }
                guard response.statusCode < 400 || answers.contains(response.statusCode) else {
                    throw Failure(problem: Array(data), response: response, base: base)
                }
                return Reply(response, data, base: base)
            } catch let failure as Failure {
                throw failure
            } catch {
                guard repeatable, attempt < Self.attempts, Self.isRetryable(error) else {
                    throw unreachable(error)
                }
                do { try await pause(after: &attempt) } catch { throw unreachable(error) }
            }
        }
    }

    private func pause(after attempt: inout Int) async throws {
        try await Task.sleep(for: .milliseconds(250 << attempt))
        attempt += 1
    }

    /// Whether another attempt may help; a refused connection is reported immediately.
    private static func isRetryable(_ error: any Error) -> Bool {
        switch (error as? URLError)?.code {
        case .networkConnectionLost, .timedOut: true
        default: false
        }
    }

    private func redirected(by response: HTTPURLResponse) -> Failure {
        let target = response.value(forHTTPHeaderField: "Location")
        return .server(
            "\(base) redirects to \(target ?? "no address") (status \(response.statusCode))",
            hint: "nothing was sent there; if that is the server, name it with --server"
        )
    }

    private func unreachable(_ error: any Error) -> Failure {
        let why =
            switch (error as? URLError)?.code {
            case .timedOut: "it did not answer in \(Int(Self.patience)) seconds"
            case .cannotFindHost, .dnsLookupFailed: "no such host"
            case .cannotConnectToHost: "no server listens there"
            case .networkConnectionLost: "the connection was lost"
            case .secureConnectionFailed, .serverCertificateUntrusted,
                .serverCertificateHasBadDate, .serverCertificateHasUnknownRoot:
                "its TLS certificate is not accepted"
            case .badURL, .unsupportedURL: "this kind of address is not supported"
            default: "the connection failed"
            }
        return .server(
            "cannot reach \(base): \(why)",
            hint: "check --server or SEHAT_SERVER and the network"
        )
    }
}

/// Follows no redirect: the API key and the codes go to the server that was named, and nowhere else.
private final class RedirectRefusal: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}

extension ServerClient.Reply {
    fileprivate init(_ response: HTTPURLResponse, _ data: Data, base: String) {
        self.base = base
        status = response.statusCode
        location = response.value(forHTTPHeaderField: "Location")
        next = response.value(forHTTPHeaderField: "Link").flatMap(Self.next)
        retryAfter = response.retryAfter
        bytes = Array(data)
    }

    /// Returns the address of the next page: `<…>; rel="next"` (RFC 8288).
    private static func next(in header: String) -> String? {
        for link in header.split(separator: ",") where link.contains("rel=\"next\"") {
            guard let from = link.firstIndex(of: "<"), let to = link.firstIndex(of: ">") else {
                continue
            }
            return String(link[link.index(after: from)..<to])
        }
        return nil
    }
}
