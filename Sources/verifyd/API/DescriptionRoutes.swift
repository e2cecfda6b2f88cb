import HTTPTypes
import Hummingbird
import NIOCore
import VerifyCore
import Web

/// `GET /api/openapi.json`: the description of the API.
struct DescriptionRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        let json = OpenAPI.Description.api.document(
            server: app.edge.publicURL,
            contact: app.edge.securityContact
        )
        let document = ByteBuffer(bytes: json.encoded())
        router.get("/api/openapi.json") { _, _ in
            var headers: HTTPFields = [
                .contentType: "application/json", .cacheControl: "public, max-age=300",
            ]
            headers.allowEveryOrigin()
            return Response(
                status: .ok,
                headers: headers,
                body: .init(byteBuffer: document)
            )
        }
    }

    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/openapi.json",
            method: "get",
            id: "openapi",
            tag: "operator",
            summary: "This document.",
            answers: [.json(200, "OpenAPI 3.1.", ["type": "object"])]
        )
    ]
}
