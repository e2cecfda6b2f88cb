import Hummingbird
import Registry
import VerifyCore
import Web

/// `/api/v1/degrees/{id}/revocation`: revoke a degree.
struct RevocationRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/degrees/:id/revocation", use: revoke)
    }

    @Sendable
    private func revoke(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let id = try context.degreeID()
        return try await DegreeChangeRequest(app: app).run(request, context, status: .ok) {
            fields,
            actor,
            alongside in
            let reason = fields.word("reason", as: RevocationReason.self)
            let note = fields.text("note") ?? ""
            try fields.finish()
            guard let reason else { throw Problem.badRequest([.required("/reason")]) }
            return try await app.domain.registry.revoke(
                id,
                because: reason,
                note: note,
                by: actor,
                at: context.now,
                alongside: alongside
            )
        }
    }
}

/// How the OpenAPI document describes it.
extension RevocationRoutes {
    static let operations: [OpenAPI.Operation] = [
        DegreeDescription.change(
            "revocation",
            "revokeDegree",
            "Revoke a degree.",
            OpenAPI.object(
                required: ["reason"],
                [
                    "reason": OpenAPI.word(
                        RevocationReason.allCases.map(\.rawValue),
                        "The public class of the reason."
                    ),
                    "note": DegreeDescription.note,
                ]
            )
        )
    ]
}
