import Accounts
import HTTPTypes
import Hummingbird
import NIOCore
import Persian
import Registry
import VerifyCore

/// `/api/v1/degrees`: issue, show, revoke, suspend, resume, correct.
struct DegreeRoutes: Sendable {
    let house: House

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/degrees", use: issue)
        router.post("/api/v1/degrees/lookup", use: lookUp)
        router.get("/api/v1/degrees/:id", use: show)
        router.post("/api/v1/degrees/:id/revocation", use: revoke)
        router.post("/api/v1/degrees/:id/suspension", use: suspend)
        router.delete("/api/v1/degrees/:id/suspension", use: resume)
        router.post("/api/v1/degrees/:id/correction", use: correct)
    }

    @Sendable
    private func issue(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        try await change(request, context) { fields, actor, alongside in
            let columns = try fields.graduateColumns()
            let graduate = try await house.graduate(of: columns, by: actor, at: context.now)
            return try await house.registry.issue(
                graduate,
                by: actor,
                at: context.now,
                alongside: alongside
            )
        }
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (actor, _) = try await house.actor(for: request, context)
        let id = try context.degreeID()
        return Response(json: JSON(try await house.registry.degree(id: id, by: actor)))
    }

    /// The degree with a code, which so never stands in an address.
    @Sendable
    private func lookUp(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (actor, _) = try await house.actor(for: request, context)
        var fields = try await request.object(upTo: house.bounds.body)
        let code = try fields.onlyCode()
        return Response(json: JSON(try await house.registry.degree(code: code, by: actor)))
    }

    @Sendable
    private func revoke(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let id = try context.degreeID()
        return try await change(request, context, status: .ok) { fields, actor, alongside in
            let reason = fields.word("reason", as: RevocationReason.self)
            let note = fields.text("note") ?? ""
            try fields.finish()
            guard let reason else { throw Problem.badRequest([.required("/reason")]) }
            return try await house.registry.revoke(
                id,
                because: reason,
                note: note,
                by: actor,
                at: context.now,
                alongside: alongside
            )
        }
    }

    @Sendable
    private func suspend(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        let id = try context.degreeID()
        return try await change(request, context, status: .ok) { fields, actor, alongside in
            let note = fields.text("note") ?? ""
            try fields.finish()
            return try await house.registry.suspend(
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
        let (actor, _) = try await house.actor(for: request, context)
        let id = try context.degreeID()
        let body = try await request.bytes(upTo: house.bounds.body)
        var note = ""
        if body.readableBytes > 0 {
            try request.mustBe("application/json", or: nil)
            var fields = try JSONFields(parsing: body)
            note = fields.text("note") ?? ""
            try fields.finish()
        }
        let degree = try await house.registry.resume(id, note: note, by: actor, at: context.now)
        return Response(Self.answer(degree, status: .ok))
    }

    @Sendable
    private func correct(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        let id = try context.degreeID()
        return try await change(request, context) { fields, actor, alongside in
            let columns = try fields.graduateColumns()
            let former = Graduate(try await house.registry.degree(id: id, by: actor).record)
            let graduate = try await house.graduate(
                of: columns,
                over: former,
                by: actor,
                at: context.now
            )
            return try await house.registry.correct(
                id,
                to: graduate,
                by: actor,
                at: context.now,
                alongside: alongside
            )
        }
    }

    /// Reads who acts and what is wanted, and does it once for its idempotency key.
    private func change(
        _ request: Request,
        _ context: AppRequestContext,
        status: HTTPResponse.Status? = nil,
        _ act: (
            inout JSONFields, Actor, @escaping TransactionHook<IssuedDegree>
        ) async throws -> IssuedDegree
    ) async throws -> Response {
        let (actor, account) = try await house.actor(for: request, context)
        try request.mustBe("application/json", or: nil)
        let body = try await request.bytes(upTo: house.bounds.body)
        return try await house.once(
            request,
            context,
            account.id,
            body: Array(buffer: body),
            answer: { Self.answer($0, status: status) },
            { alongside in
                var fields = try JSONFields(parsing: body)
                return try await act(&fields, actor, alongside)
            }
        )
    }

    private static func answer(
        _ degree: IssuedDegree,
        status: HTTPResponse.Status? = nil
    ) -> StoredResponse {
        let status = status ?? (degree.isNew ? .created : .ok)
        let headers = status == .created ? ["location": "/api/v1/degrees/\(degree.id)"] : [:]
        return StoredResponse(status: status, json: JSON(degree), headers: headers)
    }
}

extension AppRequestContext {
    /// The degree's identifier in the path; what is no UUID is no degree.
    func degreeID() throws -> String {
        guard let id = parameters.get("id"), RecordID(parsing: id) != nil else {
            throw Problem.notFound
        }
        return id.lowercased()
    }
}
