import HTTPTypes
import Hummingbird
import Registry
import VerifyCore
import Web

/// `/healthz` (the process is alive) and `/readyz` (requests should be sent to it).
struct OperatorRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.get("/healthz") { _, _ in Response(json: Self.status("ok")) }
        router.get("/readyz", use: ready)
    }

    @Sendable
    private func ready(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let registry = app.domain.registry
        guard app.edge.readiness.isReady,
            await isDone(within: Self.patience, { try await registry.isReachable() })
        else {
            // A response, not an error: balancers send this request every second, and a daemon that drains or
            // waits for its database has not failed.
            return Problem.unavailable(retryAfter: 5)
                .response(in: context.language, requestID: context.requestID)
        }
        return Response(json: Self.status("ready"))
    }

    /// How long the database may take: other requests wait longer, but a balancer needs to know soon.
    private static let patience = Duration.seconds(2)

    private static func status(_ word: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 32)
        writer.object { $0.member("status", word) }
        return writer.bytes
    }
}

/// How the OpenAPI document describes them.
extension OperatorRoutes {
    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/healthz",
            method: "get",
            id: "health",
            tag: "operator",
            summary: "Whether the process is alive.",
            answers: [.json(200, "It is.", statusSchema)]
        ),
        .init(
            path: "/readyz",
            method: "get",
            id: "readiness",
            tag: "operator",
            summary: "Whether requests should be sent here: 503 from SIGTERM on.",
            answers: [.json(200, "They should.", statusSchema)]
        ),
    ]

    private static let statusSchema = OpenAPI.object(
        required: ["status"],
        ["status": OpenAPI.text("")]
    )
}

/// Returns whether some work succeeds within a time; longer work is not awaited.
func isDone(
    within limit: Duration,
    _ work: @escaping @Sendable () async throws -> Void
) async -> Bool {
    let (answers, answer) = AsyncStream.makeStream(of: Bool.self)
    Task { answer.yield((try? await work()) != nil) }
    let alarm = Task {
        try? await Task.sleep(for: limit)
        answer.yield(false)
    }
    defer { alarm.cancel() }
    for await isDone in answers { return isDone }
    return false
}
