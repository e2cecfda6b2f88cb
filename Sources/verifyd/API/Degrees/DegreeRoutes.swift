import Hummingbird
import Registry
import VerifyCore
import Web

/// `/api/v1/degrees`: issue a degree, show it, find it by its code.
struct DegreeRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/degrees", use: issue)
        router.post("/api/v1/degrees/lookup", use: lookUp)
        router.get("/api/v1/degrees/:id", use: show)
    }

    @Sendable
    private func issue(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        try await DegreeChangeRequest(app: app).run(request, context) { fields, actor, alongside in
            let columns = try fields.graduateColumns()
            let graduate = try await app.domain.graduate(of: columns, by: actor, at: context.now)
            return try await app.domain.registry.issue(
                graduate,
                by: actor,
                at: context.now,
                alongside: alongside
            )
        }
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (actor, _) = try await app.authentication.actor(for: request, context)
        let id = try context.degreeID()
        let cursor = try request.accessLogCursor()
        let degree = try await app.domain.registry.degree(
            id: id,
            by: actor,
            accessLogAfter: cursor
        )
        return Response(json: JSON(degree))
    }

    /// Responds with the degree of a code; the code is in the body, never in an address.
    @Sendable
    private func lookUp(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (actor, _) = try await app.authentication.actor(for: request, context)
        var fields = try await request.object(upTo: app.edge.bounds.body)
        let code = try fields.onlyCode()
        return Response(json: JSON(try await app.domain.registry.degree(code: code, by: actor)))
    }
}

extension Request {
    /// The page of the access log that `viewings_after` names; the newest without it.
    fileprivate func accessLogCursor() throws -> AccessLog.Cursor {
        guard let text = uri.queryParameters["viewings_after"].map(String.init) else {
            return .newest
        }
        guard let cursor = AccessLog.Cursor(parsing: text) else {
            throw Problem.badRequest([.cursor("viewings_after")])
        }
        return cursor
    }
}

/// How the OpenAPI document describes it.
extension DegreeRoutes {
    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/degrees",
            method: "post",
            id: "issueDegree",
            tag: "degrees",
            summary: "Issue a degree: a code and a signed token.",
            description: """
                The same document again answers 200 with the existing degree. An institution \
                issues its own degrees, inside its access window.
                """,
            scopes: DegreeDescription.actors,
            parameters: [OpenAPI.idempotencyKey],
            body: .json(OpenAPI.reference("Graduate")),
            answers: [
                .json(200, "The degree was issued before.", OpenAPI.reference("IssuedDegree")),
                .json(
                    201,
                    "Issued.",
                    OpenAPI.reference("IssuedDegree"),
                    headers: [DegreeDescription.location]
                ),
            ],
            problems: [409, 415, 422, 507]
        ),
        .init(
            path: "/api/v1/degrees/{id}",
            method: "get",
            id: "showDegree",
            tag: "degrees",
            summary: "A degree with its record and its history.",
            scopes: DegreeDescription.actors,
            parameters: [
                DegreeDescription.id,
                .init(
                    "viewings_after",
                    in: .query,
                    "`viewings_next` of the page before.",
                    ["type": "string"]
                ),
            ],
            answers: [.json(200, "The degree.", OpenAPI.reference("DegreeDetails"))],
            problems: [400, 404, 409]
        ),
        .init(
            path: "/api/v1/degrees/lookup",
            method: "post",
            id: "lookUpDegree",
            tag: "degrees",
            summary: "The degree with a code, for an actor who may change it.",
            scopes: DegreeDescription.actors,
            body: .json(
                OpenAPI.object(
                    required: ["code"],
                    ["code": OpenAPI.text("As it is printed or typed.")]
                )
            ),
            answers: [.json(200, "The degree.", OpenAPI.reference("DegreeDetails"))],
            problems: [404, 409, 415]
        ),
    ]

    static let schemas = DegreeDescription.schemas
}
