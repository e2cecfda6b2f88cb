import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// `/api/v1/institutions`: the institutions that issue degrees, and until when they may.
struct InstitutionRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.get("/api/v1/institutions", use: list)
        router.get("/api/v1/institutions/:code", use: show)
        router.put("/api/v1/institutions/:code/window", use: setWindow)
    }

    @Sendable
    private func list(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let page = try ListPage(request)
        let found = try await app.domain.registry.institutions(
            after: page.after,
            limit: page.limit + 1
        )
        let items = found.prefix(page.limit)
        let next = found.count > page.limit ? items.last?.code : nil
        let json: JSON = [
            "items": .array(items.map { JSON($0) }), "next_cursor": JSON(next),
        ]
        return Response(json: json, headers: page.link(at: "/api/v1/institutions", next: next))
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        try await response(for: try context.parameters.require("code"))
    }

    @Sendable
    private func setWindow(
        _ request: Request,
        _ context: AppRequestContext
    ) async throws -> Response {
        let (actor, _) = try await app.authentication.actor(for: request, context)
        let code = try context.parameters.require("code")
        var fields = try await request.object(upTo: app.edge.bounds.body)
        let until = fields.instant("issues_until")
        try fields.finish()
        do {
            try await app.domain.registry.setWindow(
                of: code,
                until: until,
                by: actor,
                at: context.now
            )
        } catch RegistryError.institutionUnknown {
            throw Problem.notFound
        }
        return try await response(for: code)
    }

    private func response(for code: String) async throws -> Response {
        guard let institution = try await app.domain.registry.institution(code) else {
            throw Problem.notFound
        }
        return Response(json: JSON(institution))
    }
}

/// How the OpenAPI document describes them.
extension InstitutionRoutes {
    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/institutions",
            method: "get",
            id: "listInstitutions",
            tag: "institutions",
            summary: "The institutions, by code.",
            parameters: OpenAPI.paging,
            answers: [
                .json(
                    200,
                    "A page of institutions.",
                    OpenAPI.list(of: "Institution"),
                    headers: [
                        .init(
                            "Link",
                            ["description": "rel=\"next\".", "schema": ["type": "string"]]
                        )
                    ]
                )
            ]
        ),
        .init(
            path: "/api/v1/institutions/{code}",
            method: "get",
            id: "showInstitution",
            tag: "institutions",
            summary: "An institution.",
            parameters: [code],
            answers: [.json(200, "The institution.", OpenAPI.reference("Institution"))],
            problems: [404]
        ),
        .init(
            path: "/api/v1/institutions/{code}/window",
            method: "put",
            id: "setWindow",
            tag: "institutions",
            summary: "Until when an institution may issue.",
            scopes: ["admin"],
            parameters: [code],
            body: .json(
                OpenAPI.object(
                    required: ["issues_until"],
                    ["issues_until": ["type": ["string", "null"], "format": "date-time"]]
                )
            ),
            answers: [.json(200, "The institution.", OpenAPI.reference("Institution"))],
            problems: [404, 415, 422, 507]
        ),
    ]

    private static let code = OpenAPI.path("code", "The institution's code.", OpenAPI.text(""))

    static let schemas: [JSON.Member] = [
        .init(
            "Institution",
            OpenAPI.object(
                required: ["code", "name_fa", "name_en", "kind", "city", "issues_until"],
                [
                    "code": OpenAPI.text(""), "name_fa": OpenAPI.text(""),
                    "name_en": OpenAPI.text(""), "kind": OpenAPI.text(""), "city": OpenAPI.text(""),
                    "issues_until": ["type": ["string", "null"], "format": "date-time"],
                ]
            )
        )
    ]
}
