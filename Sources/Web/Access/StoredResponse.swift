package import HTTPTypes
package import Hummingbird
import NIOCore
package import VerifyCore

/// A response as it is kept for an `Idempotency-Key`; `Accounts` stores its bytes sealed.
package struct StoredResponse: Sendable, Equatable {
    /// The HTTP status.
    package let status: Int
    /// The headers that belong to the response, such as `location`; names in lower case.
    package let headers: [String: String]
    /// The bytes of the body; empty when there is none.
    package let body: [UInt8]

    /// A response to be sent again.
    package init(status: Int, headers: [String: String] = [:], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

extension StoredResponse {
    /// The stored form: the status, a line for each header, an empty line, the body.
    package var bytes: [UInt8] {
        let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }
        return Array("\(status)\n\(lines.joined())\n".utf8) + body
    }

    /// Reads the stored form; nil for other bytes.
    package init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        func line() -> String? {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        guard let status = line().flatMap({ Int($0) }) else { return nil }
        var headers: [String: String] = [:]
        while let line = line(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            headers[String(line[..<colon])] = String(line[colon...].dropFirst(2))
        }
        self.init(status: status, headers: headers, body: Array(rest))
    }
}

extension StoredResponse {
    /// A response of JSON.
    package init(
        status: HTTPResponse.Status = .ok,
        json: JSON,
        headers: [String: String] = [:]
    ) {
        self.init(
            status: status.code,
            headers: headers.merging(["content-type": "application/json"]) { own, _ in own },
            body: json.encoded()
        )
    }

    /// The word of the problem that the response reports; nil for any other response.
    var problem: Problem.Code? {
        guard status >= 400, let document = try? JSON(parsing: body) else { return nil }
        return document["code"]?.string.flatMap(Problem.Code.init)
    }

    /// A problem as its document.
    package init(_ problem: Problem, in language: Language, requestID: String) {
        self.init(
            status: problem.status,
            headers: Dictionary(
                problem.documentHeaders(in: language).map { ($0.name.canonicalName, $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            body: problem.document(in: language, requestID: requestID)
        )
    }
}

extension Response {
    /// The response to the first request.
    package init(_ stored: StoredResponse) {
        var headers: HTTPFields = [:]
        // Room for the fields that the root responder adds.
        headers.reserveCapacity(16)
        for (name, value) in stored.headers {
            if let name = HTTPField.Name(name) { headers.append(.init(name: name, value: value)) }
        }
        self.init(
            status: .init(code: stored.status),
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: stored.body))
        )
    }

    /// The same response to a repeated request, with `Idempotency-Replayed`.
    package init(replaying stored: StoredResponse) {
        self.init(stored)
        if let name = HTTPField.Name("Idempotency-Replayed") { headers[name] = "true" }
    }
}
