package import Accounts
package import HTTPTypes
package import Hummingbird
import NIOCore
package import VerifyCore

/// An answer as it is kept.
package typealias StoredResponse = IdempotencyKeys.StoredResponse

extension StoredResponse {
    /// An answer of JSON.
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

    /// A refusal.
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
    /// An answer that is given the first time.
    package init(_ stored: StoredResponse) {
        var headers: HTTPFields = [:]
        // Room for what the front door adds.
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

    /// The answer that was given the first time.
    package init(replaying stored: StoredResponse) {
        self.init(stored)
        if let name = HTTPField.Name("Idempotency-Replayed") { headers[name] = "true" }
    }
}
