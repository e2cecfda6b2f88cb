import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import VerifyCore
import Web

/// `POST /api/v1/cases/{id}/moves`: move a case, as the person of a session; a key decides nothing (D9).
struct CaseMoveRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/cases/:id/moves", use: move)
    }

    @Sendable
    private func move(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let id = try context.caseID()
        let caller = try await app.caseCaller(of: request, context)
        // The case of another institution is absent for a key, before it learns what only a person may do.
        if case .key = caller { _ = try await app.caseView(id, for: caller, at: context.now) }
        let session = try caller.requirePerson()
        let view = try await app.caseView(id, for: session, at: context.now)
        let moveID = try request.moveID(of: session.person)
        let matched = try request.matchedRevision()
        var fields = try await request.object(upTo: app.edge.bounds.body)
        let action = fields.requiredText("action")
        let seen = fields.count("revision") ?? matched
        if seen == nil { fields.fault(.required("/revision")) }
        let inputs = fields.moveInputs()
        try fields.finish()
        if let matched, let view, view.revision != matched,
            !(try await app.domain.cases.isDone(move: moveID))
        {
            throw Problem.preconditionFailed(now: view.revision)
        }
        let result = try await app.domain.cases.move(
            MoveRequest(
                ActionName(action ?? ""),
                of: id,
                moveID: moveID,
                revision: seen,
                by: CaseActor(session),
                inputs: inputs,
                via: .api,
                at: context.now
            )
        )
        let (receipt, isRepeated) = try await app.receipt(
            of: result,
            for: session,
            in: id,
            context,
            pointer: inputs.pointer
        )
        var response = Response(json: JSON(receipt, context.language))
        response.markRepeated(isRepeated)
        return response
    }
}

extension MoveInputs {
    /// Returns the JSON pointer of a problem: that of a file's decision is the entry of the file in the request.
    fileprivate func pointer(_ problem: MoveProblem) -> String {
        guard problem.kind == .decisions else { return problem.pointer }
        let index = decisions.firstIndex { $0.field == problem.pointer }
        return index.map { "/decisions/\($0)" } ?? "/decisions"
    }
}

/// How the OpenAPI document describes it.
extension CaseMoveRoutes {
    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/cases/{id}/moves",
            method: "post",
            id: "moveCase",
            tag: "cases",
            summary: "Move a case, as the person of a session.",
            description: """
                `revision` or If-Match is what the person saw. A move that another one came before is 409 \
                case_changed; an If-Match that is not the revision now is 412. A decision needs a factor \
                that was proved in the last ten minutes (403 factor_required). A key is 403 person_required.
                """,
            takesSession: true,
            parameters: [
                CaseDescription.id, CaseDescription.moveID,
                .init("If-Match", in: .header, "The ETag of the case.", ["type": "string"]),
            ],
            body: .json(CaseDescription.move),
            answers: [
                .json(
                    200,
                    "It is done, now or since the first request with the key.",
                    OpenAPI.reference("MoveReceipt")
                )
            ],
            problems: [404, 409, 412, 422]
        )
    ]
}
