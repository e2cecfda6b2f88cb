import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore

/// `/api/v1/institutions`: who issues, and until when (R136).
struct InstitutionRoutes: Sendable {
    let house: House

    func add(to router: Router<AppRequestContext>) {
        router.get("/api/v1/institutions", use: list)
        router.get("/api/v1/institutions/:code", use: show)
        router.put("/api/v1/institutions/:code/window", use: setWindow)
    }

    @Sendable
    private func list(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let page = try ListPage(request)
        let found = try await house.registry.institutions(after: page.after, limit: page.limit + 1)
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
        let (actor, _) = try await house.actor(for: request, context)
        let code = try context.parameters.require("code")
        var fields = try await request.object(upTo: house.bounds.body)
        let until = fields.instant("issues_until")
        try fields.finish()
        guard try await house.registry.institution(code) != nil else { throw Problem.notFound }
        try await house.registry.setWindow(of: code, until: until, by: actor, at: context.now)
        return try await response(for: code)
    }

    private func response(for code: String) async throws -> Response {
        guard let institution = try await house.registry.institution(code) else {
            throw Problem.notFound
        }
        return Response(json: JSON(institution))
    }
}

extension JSONFields {
    /// An instant in RFC 3339, or null for none; it must be said.
    mutating func instant(_ name: String) -> Timestamp? {
        guard has(name) else {
            fault(.required("/\(name)"))
            return nil
        }
        guard let text = text(name) else { return nil }
        do {
            return try Timestamp(parsing: text)
        } catch {
            fault(
                .format(
                    "/\(name)",
                    fa: "زمان به شکل 2026-07-22T20:30:00Z لازم است.",
                    en: "A time such as 2026-07-22T20:30:00Z."
                )
            )
            return nil
        }
    }
}
