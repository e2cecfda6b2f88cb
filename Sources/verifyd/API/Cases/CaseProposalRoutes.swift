import Casework
import Hummingbird
import Persian
import VerifyCore
import Web

/// `POST /api/v1/cases/{id}/proposals`: a program of an institution proposes an action; a person does it or not (D9).
struct CaseProposalRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/cases/:id/proposals", use: propose)
    }

    @Sendable
    private func propose(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        let caller = try await app.caseCaller(of: request, context)
        let key = try caller.requireKey()
        let id = try context.caseID()
        // The case of another institution is absent, before the key learns what it may not do.
        let view = try await app.caseView(id, for: caller, at: context.now)
        try caller.requireProposals()
        let moveID = try request.moveID(ofKey: key.id)
        var fields = try await request.object(upTo: app.edge.bounds.body)
        let action = fields.requiredText("action")
        let note = fields.requiredText("note")
        try fields.finish()
        let result = try await app.domain.cases.propose(
            ProposalRequest(
                ActionName(action ?? ""),
                of: view.id,
                moveID: moveID,
                at: key.institution,
                byKey: key.id,
                note: note ?? "",
                now: context.now
            )
        )
        let (receipt, isRepeated) = try result.proposalReceipt()
        var response = Response(status: .created, json: JSON(receipt, context.language))
        response.markRepeated(isRepeated)
        return response
    }

    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/cases/{id}/proposals",
            method: "post",
            id: "proposeMove",
            tag: "cases",
            summary: "Propose an action for a case at a cartable of the institution.",
            description: """
                The holder of the cartable sees it next to the case. It fills in nothing and decides nothing; the applicant does not \
                see it. The events of the case show it with `proposal`, the proposed action.
                """,
            scopes: ["proposals"],
            parameters: [
                CaseDescription.id,
                .init(
                    "Idempotency-Key",
                    in: .header,
                    "Required. The same key with the same body is answered with the first result.",
                    ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"]
                ),
            ],
            body: .json(
                OpenAPI.object(
                    required: ["action", "note"],
                    [
                        "action": OpenAPI.text("An action of the step that its holder may do."),
                        "note": OpenAPI.text("Why, for the person who decides."),
                    ]
                )
            ),
            answers: [
                .json(
                    201,
                    "It is recorded, now or since the first request with the key.",
                    OpenAPI.reference("MoveReceipt")
                )
            ],
            problems: [404, 409, 422]
        )
    ]
}
