import HTTPTypes
import Hummingbird
import Registry
import VerifyCore

/// Does the process live (`/healthz`), and should requests be sent to it (`/readyz`).
struct OperatorRoutes: Sendable {
    let house: House

    func add(to router: Router<Visit>) {
        router.get("/healthz") { _, _ in Response(json: Self.status("ok")) }
        router.get("/readyz", use: ready)
    }

    @Sendable
    private func ready(_ request: Request, _ visit: Visit) async throws -> Response {
        // Answered and not thrown: that a daemon drains is no fault to be logged.
        guard house.readiness.isReady else {
            return Problem.unavailable(retryAfter: 5)
                .response(in: visit.language, requestID: visit.requestID)
        }
        try await house.registry.isReachable()
        return Response(json: Self.status("ready"))
    }

    private static func status(_ word: String) -> JSONWriter {
        var writer = JSONWriter(capacity: 32)
        writer.object { $0.member("status", word) }
        return writer
    }
}

/// `/metrics`, on a listener of its own.
struct MetricsRoutes: Sendable {
    let metrics: Metrics
    let limits: RateLimits

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/metrics") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(
                    byteBuffer: ByteBuffer(
                        string: Prometheus.text(of: metrics, remembering: limits.remembered)
                    )
                )
            )
        }
        return router
    }
}
