import Hummingbird
import Registry
import VerifyCore
import Web

/// `/api/v1/degrees/{id}/suspension`: suspend a degree while it is reviewed, and end that.
struct SuspensionRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/degrees/:id/suspension", use: suspend)
        router.delete("/api/v1/degrees/:id/suspension", use: resume)
    }

    @Sendable
    private func suspend(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        let id = try context.degreeID()
        return try await DegreeChangeRequest(app: app).run(request, context, status: .ok) {
            fields,
            actor,
            alongside in
            let note = fields.text("note") ?? ""
            try fields.finish()
            return try await app.domain.registry.suspend(
                id,
                note: note,
                by: actor,
                at: context.now,
                alongside: alongside
            )
        }
    }

    @Sendable
    private func resume(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (actor, _) = try await app.authentication.actor(for: request, context)
        let id = try context.degreeID()
        let body = try await request.bytes(upTo: app.edge.bounds.body)
        var note = ""
        if body.readableBytes > 0 {
            try request.requireContentType("application/json")
            var fields = try JSONFields(parsing: body)
            note = fields.text("note") ?? ""
            try fields.finish()
        }
        let degree = try await app.domain.registry.resume(
            id,
            note: note,
            by: actor,
            at: context.now
        )
        return Response(StoredResponse(degree, status: .ok))
    }
}

/// How the OpenAPI document describes it.
extension SuspensionRoutes {
    static let operations: [OpenAPI.Operation] = [
        DegreeDescription.change(
            "suspension",
            "suspendDegree",
            "Suspend a degree while it is reviewed.",
            OpenAPI.object(required: [], ["note": DegreeDescription.note])
        ),
        .init(
            path: "/api/v1/degrees/{id}/suspension",
            method: "delete",
            id: "resumeDegree",
            tag: "degrees",
            summary: "End the suspension of a degree.",
            description: "The body with a note is optional.",
            scopes: DegreeDescription.actors,
            parameters: [DegreeDescription.id],
            body: .json(
                OpenAPI.object(required: [], ["note": DegreeDescription.note]),
                isRequired: false
            ),
            answers: [.json(200, "The degree, in force again.", OpenAPI.reference("IssuedDegree"))],
            problems: [404, 409, 415, 422, 507]
        ),
    ]
}
