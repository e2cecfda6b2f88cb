import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// `/api/v1/batches`: many codes in one CSV file, their progress, a CSV file of results.
///
/// A visitor may send some codes; any client with the address of such a batch may read it. Only the
/// organisation itself may read an organisation's batch.
struct BatchRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/batches", use: receive)
        router.get("/api/v1/batches/:id", use: show)
        router.get("/api/v1/batches/:id/results.csv") { try await file($0, $1, .results) }
        router.get("/api/v1/batches/:id/errors.csv") { try await file($0, $1, .errors) }
    }

    @Sendable
    private func receive(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        let principal = try await app.authentication.principal(for: request, context)
        _ = try request.idempotencyKey()
        let verifier = try principal.verifier(with: try request.consent())
        try request.requireContentType("text/csv", BulkJobFormat.xlsx.mediaType)
        var limit = app.edge.bounds.upload
        switch principal {
        // A visitor's few codes fit in an ordinary body.
        case .visitor, .person: limit = min(limit, app.edge.bounds.body)
        case .organisation:
            try app.limiter.charge(.records, of: principal.rateLimitKey(from: context.network))
        }
        let ticket = try app.batchPayments.pay(for: principal, from: context.network)
        var id: String?
        do {
            let begun = try await app.domain.registry.beginBatch(for: verifier, at: context.now)
            id = begun
            app.batchPayments.keep(ticket, for: begun)
            return try await app.bulkUploads.accept(
                request,
                context,
                from: principal,
                into: begun,
                limit: limit,
                at: "/api/v1/batches"
            )
        } catch {
            app.batchPayments.cancel(ticket, for: id)
            throw error
        }
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try await app.authentication.principal(for: request, context)
        let id = try context.parameters.require("id")
        return Response(
            json: JSON(try await app.domain.registry.batch(id, for: principal.verifier))
        )
    }

    private func file(
        _ request: Request,
        _ context: AppRequestContext,
        _ part: BulkJobFile.Part
    ) async throws -> Response {
        let principal = try await app.authentication.principal(for: request, context)
        let file = try await app.domain.registry.file(
            part,
            ofBatch: try context.parameters.require("id"),
            for: principal.verifier,
            in: context.language.sentence
        )
        return Response(file: file, named: part.name)
    }
}

extension Request {
    /// Returns the purpose and the reference of the graduates' consent; nil when neither is given.
    fileprivate func consent() throws -> Verifier.Consent? {
        let purpose = uri.queryParameters["purpose"].map(String.init)
        let reference = uri.queryParameters["consent_reference"].map(String.init)
        if purpose == nil, reference == nil { return nil }
        do {
            return try Verifier.Consent(purpose: purpose ?? "", reference: reference ?? "")
        } catch {
            guard case .invalid(let field, let reason) = error else { throw error }
            throw Problem.badRequest([
                FieldProblem("", reason).inQuery(field)
            ])
        }
    }
}

/// How the OpenAPI document describes them.
extension BatchRoutes {
    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/batches",
            method: "post",
            id: "checkBatch",
            tag: "batches",
            summary: "Check many codes: CSV or xlsx in, progress, CSV out.",
            description: """
                The file is CSV, or an Excel workbook (xlsx) of which the first sheet is read. \
                With a purpose and the reference of the graduates' consent, results have the fields \
                that a matching datum opens; without, those that the code alone opens. Consent is taken \
                from keys of the scopes verifier and admin. Without a key: 200 codes, in a body of an \
                ordinary request's size, of which 25 may find nothing; the others are RATE_LIMITED.
                """,
            parameters: [
                query("purpose", "Why the codes are checked."),
                query("consent_reference", "Where the graduates' consent is kept."),
                OpenAPI.idempotencyKey,
            ],
            body: .file([BulkJobFormat.csv.mediaType, BulkJobFormat.xlsx.mediaType]),
            answers: [BulkJobDescription.accepted("Batch")],
            problems: [403, 409, 415, 422, 507]
        ),
        BulkJobDescription.show("/api/v1/batches/{id}", "showBatch", "batches", "Batch", []),
        BulkJobDescription.file(
            "/api/v1/batches/{id}/results.csv",
            "batchResults",
            "batches",
            "every code",
            []
        ),
        BulkJobDescription.file(
            "/api/v1/batches/{id}/errors.csv",
            "batchErrors",
            "batches",
            "codes that are not in force",
            []
        ),
    ]

    private static func query(_ name: String, _ meaning: String) -> OpenAPI.Parameter {
        .init(name, in: .query, meaning, ["type": "string", "minLength": 1, "maxLength": 200])
    }

    static let schemas: [JSON.Member] = [.init("Batch", batch)]

    private static let batch = BulkJobDescription.resource([
        .init(
            "purpose",
            ["type": ["string", "null"], "description": "Null without the graduates' consent."]
        ),
        .init(
            "counts",
            [
                "type": "object",
                "description": "Codes by verdict; codes of the test realm are counted as TEST.",
                "additionalProperties": BulkJobDescription.number,
            ]
        ),
        .init("unreadable", ["type": "integer", "description": "Lines that could not be read."]),
        .init("ignored_columns", BulkJobDescription.ignored),
    ])
}
