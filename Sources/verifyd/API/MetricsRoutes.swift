import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// `GET /metrics`, on a separate listener.
struct MetricsRoutes: Sendable {
    let app: App

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/metrics") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: app.metricsText))
            )
        }
        return router
    }
}
