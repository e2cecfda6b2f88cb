import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// `/api/v1/uploads`: graduates in bulk; `/api/v1/transcripts` is another name of it.
struct UploadRoutes: APIResource {
    let app: App
    private static let names = ["/api/v1/uploads", "/api/v1/transcripts"]

    func add(to router: Router<AppRequestContext>) {
        for name in Self.names {
            router.post(RouterPath(name)) { try await receive($0, $1, at: name) }
            router.get(RouterPath("\(name)/:id"), use: show)
            router.get(RouterPath("\(name)/:id/results.csv")) { try await file($0, $1, .results) }
            router.get(RouterPath("\(name)/:id/errors.csv")) { try await file($0, $1, .errors) }
        }
    }

    private func receive(
        _ request: Request,
        _ context: AppRequestContext,
        at name: String
    ) async throws -> Response {
        let (actor, principal) = try await app.authentication.actor(for: request, context)
        _ = try request.idempotencyKey()
        let type = try request.requireContentType(
            "text/csv",
            "application/x-ndjson",
            BulkJobFormat.xlsx.mediaType
        )
        try app.limiter.charge(.records, of: principal.rateLimitKey(from: context.network))
        let id = try await app.domain.registry.beginUpload(
            by: actor,
            format: BulkJobFormat.allCases.first { $0.mediaType == type && $0 != .xlsx },
            issues: try request.flag("issue"),
            isDryRun: try request.flag("dry_run"),
            at: context.now
        )
        return try await app.bulkUploads.accept(
            request,
            context,
            from: principal,
            into: id,
            limit: app.edge.bounds.upload,
            at: name
        )
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (actor, _) = try await app.authentication.actor(for: request, context)
        let id = try context.parameters.require("id")
        return Response(json: JSON(try await app.domain.registry.upload(id, by: actor)))
    }

    private func file(
        _ request: Request,
        _ context: AppRequestContext,
        _ part: BulkJobFile.Part
    ) async throws -> Response {
        let (actor, _) = try await app.authentication.actor(for: request, context)
        let file = try await app.domain.registry.file(
            part,
            ofUpload: try context.parameters.require("id"),
            by: actor,
            in: context.language.sentence
        )
        return Response(file: file, named: part.name)
    }
}

/// How the OpenAPI document describes them.
extension UploadRoutes {
    static let operations: [OpenAPI.Operation] =
        uploads(at: "/api/v1/uploads", suffix: "")
        + uploads(at: "/api/v1/transcripts", suffix: "Transcript")

    private static func uploads(at path: String, suffix: String) -> [OpenAPI.Operation] {
        let actors = ["institution", "admin"]
        let alias = suffix.isEmpty ? "" : " The same as /api/v1/uploads."
        return [
            .init(
                path: path,
                method: "post",
                id: "upload\(suffix)Graduates",
                tag: "uploads",
                summary: "Upload graduates as CSV, NDJSON or an Excel workbook (xlsx).",
                description: """
                    The columns are those of a degree; Persian titles and words are understood. CSV \
                    may be UTF-8, UTF-16 or Windows-1256, with comma, semicolon, vertical bar or tab; \
                    of a workbook the first sheet is read. The first bytes decide which it is.\(alias)
                    """,
                scopes: actors,
                parameters: [
                    flag("issue", "Whether good records are issued as well, inside the window."),
                    flag("dry_run", "Whether nothing is kept but the results."),
                    OpenAPI.idempotencyKey,
                ],
                body: .file(BulkJobFormat.allCases.map(\.mediaType)),
                answers: [BulkJobDescription.accepted("Upload")],
                problems: [409, 415, 422, 507]
            ),
            BulkJobDescription.show(
                "\(path)/{id}",
                "show\(suffix)Upload",
                "uploads",
                "Upload",
                actors
            ),
            BulkJobDescription.file(
                "\(path)/{id}/results.csv",
                "\(suffix)uploadResults",
                "uploads",
                "every record",
                actors
            ),
            BulkJobDescription.file(
                "\(path)/{id}/errors.csv",
                "\(suffix)uploadErrors",
                "uploads",
                "refused records",
                actors
            ),
        ]
    }

    private static func flag(_ name: String, _ meaning: String) -> OpenAPI.Parameter {
        .init(name, in: .query, meaning, ["type": "boolean", "default": false])
    }

    static let schemas: [JSON.Member] = [
        .init("Upload", upload), .init("FileProblem", BulkJobDescription.fileProblem),
    ]

    private static let upload = BulkJobDescription.resource([
        .init(
            "institution",
            ["type": ["string", "null"], "description": "Null for the organisation."]
        ),
        .init("issue", ["type": "boolean"]),
        .init("dry_run", ["type": "boolean"]),
        .init(
            "format",
            [
                "type": ["string", "null"],
                "description": "csv, ndjson or xlsx; null until it is known.",
            ]
        ),
        .init("encoding", ["type": ["string", "null"]]),
        .init("counts", BulkJobDescription.counts(RowOutcome.allCases.map(\.rawValue))),
        .init("issued", ["type": "integer", "description": "Degrees that this upload made."]),
        .init("ignored_columns", BulkJobDescription.ignored),
    ])
}
