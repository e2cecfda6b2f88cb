package import Accounts
package import HTTPTypes
package import Hummingbird
import NIOCore
package import VerifyCore

/// A response as it is stored for an idempotency key.
package typealias StoredResponse = IdempotencyKeys.StoredResponse

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
    /// The response to the first request.
    package init(_ stored: StoredResponse) {
        var headers: HTTPFields = [:]
        // For the fields that `RootResponder` adds.
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

    /// The response to a repeated request: that of the first one, marked as a replay.
    package init(replaying stored: StoredResponse) {
        self.init(stored)
        if let name = HTTPField.Name("Idempotency-Replayed") { headers[name] = "true" }
    }
}
