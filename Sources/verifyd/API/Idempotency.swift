import Accounts
import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import VerifyCore

/// `Idempotency-Key`: a request that creates may be sent again without creating twice.
extension House {
    /// Runs a request once for its key: whoever repeats it gets the first answer.
    ///
    /// `run` writes what it is given alongside its change, so that change and answer are kept together or
    /// not at all: a daemon that was taken for dead does nothing any more. Without a key it is simply run.
    /// What fails on our side is forgotten, so that it may be tried again; refusals are kept.
    func once<Outcome>(
        _ request: Request,
        _ context: AppRequestContext,
        _ owner: String,
        body: [UInt8],
        answer: @escaping @Sendable (Outcome) -> StoredResponse,
        _ run: (_ alongside: @escaping TransactionHook<Outcome>) async throws -> Outcome
    ) async throws -> Response {
        guard let key = try request.idempotencyKey() else {
            return Response(answer(try await run { _, _ in }))
        }
        let message = "\(request.method.rawValue) \(request.head.path ?? "")\n"
        let keyed = try idempotency.request(
            key: key,
            owner: owner,
            fingerprint: SHA256.hash(Array(message.utf8) + body),
            arrival: context.requestID
        )
        // Not when the request began: its body may have been long in coming.
        switch try await idempotency.begin(keyed, at: now()) {
        case .run: break
        case .replay(let bytes):
            guard let stored = StoredResponse(bytes) else { throw Problem.idempotencyAnswerLost }
            return Response(replaying: stored)
        case .inFlight: throw Problem.idempotencyKeyInFlight
        case .differentRequest: throw Problem.idempotencyKeyReused
        case .answerLost: throw Problem.idempotencyAnswerLost
        }
        async let _: Void = keepAlive(keyed)
        do {
            let outcome = try await run { outcome, connection in
                try idempotency.keep(answer(outcome).bytes, of: keyed, in: connection)
            }
            return Response(answer(outcome))
        } catch {
            return try await refused(keyed, error, context)
        }
    }

    /// Says that a request still runs, until it is cancelled.
    private func keepAlive(_ keyed: KeyedRequest) async {
        while (try? await Task.sleep(for: .seconds(IdempotencyKeys.heartbeat))) != nil {
            // What fails is tried again; who hears nothing for the length of a lease takes over.
            try? await idempotency.renew(keyed, at: now())
        }
    }

    /// Keeps a refusal as an answer, and forgets what failed on our side.
    private func refused(
        _ keyed: KeyedRequest,
        _ error: any Error,
        _ context: AppRequestContext
    ) async throws -> Response {
        let problem = Problem(any: error)
        guard problem.status < 500, problem.status != 429, !(error is KeyTakenOver)
        else {
            try? await idempotency.abandon(keyed)
            throw error
        }
        let stored = StoredResponse(
            problem,
            in: context.language,
            requestID: context.requestID
        )
        try await idempotency.finish(keyed, with: stored.bytes)
        return Response(stored)
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

extension StoredResponse {
    /// An answer of JSON.
    init(
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
    init(_ problem: Problem, in language: Language, requestID: String) {
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
    init(_ stored: StoredResponse) {
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
    init(replaying stored: StoredResponse) {
        self.init(stored)
        if let name = HTTPField.Name("Idempotency-Replayed") { headers[name] = "true" }
    }
}
