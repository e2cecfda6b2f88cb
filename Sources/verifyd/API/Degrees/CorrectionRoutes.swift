import Hummingbird
import Registry
import VerifyCore
import Web

/// `/api/v1/degrees/{id}/correction`: correct a degree by a new version.
struct CorrectionRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/degrees/:id/correction", use: correct)
    }

    @Sendable
    private func correct(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        let id = try context.degreeID()
        return try await DegreeChangeRequest(app: app).run(request, context) {
            fields,
            actor,
            alongside in
            let columns = try fields.graduateColumns()
            let former = Graduate(try await app.domain.registry.degree(id: id, by: actor).record)
            let graduate = try await app.domain.graduate(
                of: columns,
                over: former,
                by: actor,
                at: context.now
            )
            return try await app.domain.registry.correct(
                id,
                to: graduate,
                by: actor,
                at: context.now,
                alongside: alongside
            )
        }
    }
}

/// How the OpenAPI document describes it.
extension CorrectionRoutes {
    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/degrees/{id}/correction",
            method: "post",
            id: "correctDegree",
            tag: "degrees",
            summary: "Correct a degree: a new version with a new code.",
            description:
                "Only the fields that change are sent. The old code answers SUPERSEDED permanently.",
            scopes: DegreeDescription.actors,
            parameters: [DegreeDescription.id, OpenAPI.idempotencyKey],
            body: .json(OpenAPI.reference("Correction")),
            answers: [
                .json(200, "Nothing had to change.", OpenAPI.reference("IssuedDegree")),
                .json(
                    201,
                    "The new version.",
                    OpenAPI.reference("IssuedDegree"),
                    headers: [DegreeDescription.location]
                ),
            ],
            problems: [404, 409, 415, 422, 507]
        )
    ]
}
