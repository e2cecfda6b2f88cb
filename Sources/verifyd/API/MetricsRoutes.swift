import HTTPTypes
import Hummingbird
import NIOCore
import Web

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
