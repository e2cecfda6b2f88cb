package import Accounts
import HTTPTypes
package import Hummingbird
import NIOCore
package import Persian
package import Registry
import VerifyCore

/// Runs requests once for their `Idempotency-Key`, so that a request that creates can be repeated safely.
package struct IdempotentRequests: Sendable {
    package let keys: IdempotencyKeys
    package let now: @Sendable () -> Timestamp

    /// Runs a request once for its key; a repeated request gets the first response.
    ///
    /// `run` writes the hook that it receives in the transaction of its change, so that change and
    /// response are kept together or not at all: a daemon whose lease was taken over changes nothing any
    /// more. Without a key the request simply runs. A failure of the server is forgotten, so that the
    /// client may try again; a refusal is kept.
    ///
    /// Two principals may use the same key. The fingerprint of the request covers method, path and `body`.
    package func once<Outcome>(
        _ request: Request,
        _ context: AppRequestContext,
        from principal: Principal,
        body: [UInt8],
        response: @escaping @Sendable (Outcome) -> StoredResponse,
        _ run: (_ alongside: @escaping TransactionHook<Outcome>) async throws -> Outcome
    ) async throws -> Response {
        guard let key = try request.idempotencyKey() else {
            return Response(response(try await run { _, _ in }))
        }
        let message = "\(request.method.rawValue) \(request.head.path ?? "")\n"
        let keyed = try keys.request(
            key: key,
            owner: principal.owner(from: context.network),
            fingerprint: SHA256.hash(Array(message.utf8) + body),
            arrival: context.requestID
        )
        // Not the time at which the request began: its body may have taken long.
        switch try await keys.begin(keyed, at: now()) {
        case .run: break
        case .replay(let bytes):
            guard let stored = StoredResponse(bytes) else { throw Problem.idempotencyAnswerLost }
            if let code = stored.problem { context.note(problem: code.rawValue) }
            return Response(replaying: stored)
        case .inFlight: throw Problem.idempotencyKeyInFlight
        case .differentRequest: throw Problem.idempotencyKeyReused
        case .answerLost: throw Problem.idempotencyAnswerLost
        }
        async let _: Void = keepAlive(keyed)
        do {
            let outcome = try await run { outcome, connection in
                try keys.keep(response(outcome).bytes, of: keyed, in: connection)
            }
            return Response(response(outcome))
        } catch {
            return try await refused(keyed, error, context)
        }
    }

    /// Renews the lease of a running request until it is cancelled.
    private func keepAlive(_ keyed: KeyedRequest) async {
        while (try? await Task.sleep(for: .seconds(IdempotencyKeys.heartbeat))) != nil {
            // A failed renewal is tried again; after a whole lease without one, a repetition takes over.
            try? await keys.renew(keyed, at: now())
        }
    }

    /// Keeps a refusal as the response, and forgets a failure of the server.
    private func refused(
        _ keyed: KeyedRequest,
        _ error: any Error,
        _ context: AppRequestContext
    ) async throws -> Response {
        let problem = Problem(any: error)
        guard problem.status < 500, problem.status != 429, !(error is KeyTakenOver)
        else {
            try? await keys.abandon(keyed)
            throw error
        }
        context.note(problem: problem.code.rawValue)
        let stored = StoredResponse(
            problem,
            in: context.language,
            requestID: context.requestID
        )
        try await keys.finish(keyed, with: stored.bytes)
        return Response(stored)
    }
}

extension Request {
    /// The key, when there is one: 1–255 visible ASCII characters.
    package func idempotencyKey() throws -> String? {
        guard let name = HTTPField.Name.idempotencyKey, let key = headers[name] else { return nil }
        guard (1...IdempotencyKeys.keyLimit).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else {
            throw Problem.badIdempotencyKey
        }
        return key
    }
}
