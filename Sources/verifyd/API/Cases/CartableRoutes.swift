import Casework
import Hummingbird
import Persian
import VerifyCore
import Web

/// `GET /api/v1/cartables`: the cartables of the institution of a key.
struct CartableRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.get("/api/v1/cartables", use: list)
    }

    @Sendable
    private func list(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let institution = try await app.requireCaseKey(of: request, context)
        let counts = try await app.domain.cases.cartables.counts(of: institution)
        return Response(json: ["items": .array(counts.map { JSON($0) })])
    }

    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/cartables",
            method: "get",
            id: "listCartables",
            tag: "cases",
            summary: "The cartables of the institution, with the number of cases that wait.",
            scopes: CaseDescription.keys,
            answers: [
                .json(
                    200,
                    "The cartables, by role and service.",
                    OpenAPI.object(
                        required: ["items"],
                        ["items": ["type": "array", "items": OpenAPI.reference("Cartable")]]
                    )
                )
            ]
        )
    ]

    static let schemas: [JSON.Member] = [
        .init(
            "Cartable",
            OpenAPI.object(
                required: [
                    "id", "role", "service", "state", "since", "due_at", "waiting", "first_due_at",
                ],
                [
                    "id": OpenAPI.text("", format: "uuid"),
                    "role": OpenAPI.text("The role of its holder."),
                    "service": OpenAPI.text(""),
                    "state": OpenAPI.word(Cartable.State.allCases.map(\.rawValue)),
                    "since": OpenAPI.instant,
                    "due_at": CaseDescription.optionalInstant("Until when it must have a holder."),
                    "waiting": ["type": "integer", "minimum": 0],
                    "first_due_at": CaseDescription.optionalInstant("The due that comes first."),
                ]
            )
        )
    ]
}
