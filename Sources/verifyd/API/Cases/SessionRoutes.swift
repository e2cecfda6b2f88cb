import Accounts
import Hummingbird
import Persian
import VerifyCore
import Web

/// `GET /api/v1/session`: the session of a signed-in person, and the token that its requests repeat.
struct SessionRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.get("/api/v1/session", use: show)
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (secret, session) = try await app.session(of: request, context)
        guard let token = app.formToken(for: secret) else {
            throw Problem.unavailable(retryAfter: 60)
        }
        let freshUntil = session.provedAt.adding(seconds: SignIn.freshSeconds)
        return Response(
            json: [
                "kind": .string(session.kind.rawValue),
                "fresh_until": .string(freshUntil.description),
                "ends_at": .string(session.endsAt.description), "form_token": .string(token),
            ]
        )
    }

    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/session",
            method: "get",
            id: "showSession",
            tag: "cases",
            summary: "The session of a signed-in person, and its form token.",
            description: """
                A request of a session that changes something repeats the token in X-Form-Token, and \
                comes from our own origin (Sec-Fetch-Site: same-origin, or Origin).
                """,
            takesSession: true,
            answers: [
                .json(
                    200,
                    "The session.",
                    OpenAPI.object(
                        required: ["kind", "fresh_until", "ends_at", "form_token"],
                        [
                            "kind": OpenAPI.word(
                                SignInSession.Kind.allCases.map(\.rawValue),
                                "citizen: by a one-time code; staff: by password and second factor."
                            ),
                            "fresh_until": OpenAPI.instant, "ends_at": OpenAPI.instant,
                            "form_token": OpenAPI.text("For X-Form-Token, until the session ends."),
                        ]
                    )
                )
            ]
        )
    ]
}
