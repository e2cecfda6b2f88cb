import Accounts
import HTTPTypes
import Hummingbird
import NIOCore
import Persian
import VerifyCore

/// `Idempotency-Key`: a request that creates may be sent again without creating twice.
extension House {
    /// Runs a request once for its key: whoever repeats it gets the first answer.
    ///
    /// Without a key it is simply run. What fails on our side is forgotten, so that it may be tried
    /// again; every other answer, refusals included, is kept.
    func once(
        _ request: Request,
        _ visit: Visit,
        _ owner: String,
        body: [UInt8],
        _ run: () async throws -> Response
    ) async throws -> Response {
        guard let key = try request.idempotencyKey() else { return try await run() }
        let message = "\(request.method.rawValue) \(request.head.path ?? "")\n"
        let fingerprint = SHA256.hash(Array(message.utf8) + body)
        let beginning = try await idempotency.begin(
            key: key,
            owner: owner,
            fingerprint: fingerprint,
            at: visit.now
        )
        switch beginning {
        case .run: break
        case .replay(let stored): return Response(replaying: stored)
        case .inFlight: throw Problem.idempotencyKeyInFlight
        case .differentRequest: throw Problem.idempotencyKeyReused
        case .answerLost: throw Problem.idempotencyAnswerLost
        }
        do {
            let response = try await answered(visit, run)
            if response.status.code >= 500 {
                try await idempotency.abandon(key: key, owner: owner)
            } else {
                try await idempotency.finish(
                    key: key,
                    owner: owner,
                    fingerprint: fingerprint,
                    response: try await .init(keeping: response)
                )
            }
            return response
        } catch {
            try? await idempotency.abandon(key: key, owner: owner)
            throw error
        }
    }

    /// Runs a handler with its problems as answers, so that they can be kept.
    private func answered(
        _ visit: Visit,
        _ run: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await run()
        } catch {
            let problem = Problem(any: error)
            guard problem.status < 500, problem.status != 429 else { throw error }
            return problem.response(in: visit.language, requestID: visit.requestID)
        }
    }
}

extension Request {
    /// The key, when there is one: 1–255 visible ASCII characters.
    func idempotencyKey() throws -> String? {
        guard let name = HTTPField.Name.idempotencyKey, let key = headers[name] else { return nil }
        guard (1...IdempotencyKeys.keyLimit).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else {
            throw Problem.badIdempotencyKey
        }
        return key
    }
}

extension IdempotencyKeys.StoredResponse {
    /// An answer with its body, which is small: a JSON object or a problem.
    init(keeping response: Response) async throws {
        self.init(
            status: response.status.code,
            headers: Dictionary(
                response.headers.map { ($0.name.canonicalName, $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            body: try await response.body.collected()
        )
    }
}

extension Response {
    /// The answer that was given the first time.
    init(replaying stored: IdempotencyKeys.StoredResponse) {
        var headers: HTTPFields = [:]
        for (name, value) in stored.headers {
            if let name = HTTPField.Name(name) { headers.append(.init(name: name, value: value)) }
        }
        if let name = HTTPField.Name("Idempotency-Replayed") {
            headers.append(.init(name: name, value: "true"))
        }
        self.init(
            status: .init(code: stored.status),
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: stored.body))
        )
    }
}
