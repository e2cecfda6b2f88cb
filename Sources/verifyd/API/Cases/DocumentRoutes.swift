import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import VerifyCore
import Web

/// `POST /api/v1/documents`, `GET /api/v1/cases/{id}/files/{document}`: upload a file for a form, read a file of a case.
struct DocumentRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/documents", use: receive)
        router.get("/api/v1/cases/:id/files/:document", use: show)
    }

    @Sendable
    private func receive(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        let session = try await app.caseCaller(of: request, context).requirePerson()
        try request.requireContentType("multipart/form-data")
        switch try await app.document(in: request, of: session, context) {
        case .stored(let document): return Response(status: .created, json: JSON(document))
        case .refused(let refusal): throw Problem(refusal)
        }
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let caller = try await app.caseCaller(of: request, context)
        try caller.requireFiles()
        let id = try context.caseID()
        let view = try await app.caseView(id, for: caller, at: context.now)
        let document = context.parameters.get("document") ?? ""
        guard let file = try await app.file(document, of: view) else { throw Problem.notFound }
        if case .key(let account, _, _) = caller {
            try await charge(account, for: file, of: id, context)
        }
        return Response(file, from: app.domain.documents)
    }

    /// Takes the size of a file from the daily volume of a key, and leaves a row in the audit trail of the case.
    private func charge(
        _ account: Account,
        for file: ReadableCaseFile,
        of id: String,
        _ context: AppRequestContext
    ) async throws {
        let cost = max(1, (file.document.bytes + 1023) / 1024)
        let volume = try app.limiter.reserve(cost, of: .caseFiles, for: .key(account.id))
        app.limiter.settle(volume, cost: cost)
        try await app.domain.record(
            "file-read",
            on: AuditObject(.case, id),
            by: .apiKey(account.id, network: context.network.text),
            detail: file.document.id,
            at: context.now
        )
    }
}

/// How the OpenAPI document describes them.
extension DocumentRoutes {
    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/documents",
            method: "post",
            id: "uploadDocument",
            tag: "cases",
            summary: "Upload a file for a form: a JPEG, a PNG or a PDF, as the part `file`.",
            description: """
                What an image does not need is removed; the hash is that of the bytes that are kept. A file \
                that no case uses is deleted after a day.
                """,
            takesSession: true,
            body: .file(["multipart/form-data"]),
            answers: [.json(201, "The file is stored.", OpenAPI.reference("Document"))],
            problems: [403, 408, 422, 429, 507]
        ),
        .init(
            path: "/api/v1/cases/{id}/files/{document}",
            method: "get",
            id: "readCaseFile",
            tag: "cases",
            summary: "A file of a case, as a download.",
            description: "A key needs the permission for files, and has a daily volume.",
            scopes: ["files"],
            takesSession: true,
            parameters: [
                CaseDescription.id,
                OpenAPI.path("document", "As the case names it.", ["type": "string"]),
            ],
            answers: [
                .init(
                    status: 200,
                    meaning: "The bytes of the file: image/jpeg, image/png or application/pdf.",
                    content: ("application/octet-stream", ["type": "string", "format": "binary"])
                )
            ],
            problems: [404, 409, 410]
        ),
    ]

    static let schemas: [JSON.Member] = [
        .init(
            "Document",
            OpenAPI.object(
                required: ["id", "sha256", "bytes", "kind", "stripped"],
                [
                    "id": OpenAPI.text("For the field of a form, as `document`."),
                    "sha256": OpenAPI.text("Of the bytes that are kept, in hexadecimal."),
                    "bytes": ["type": "integer", "minimum": 1],
                    "kind": OpenAPI.word(FileKind.allCases.map(\.rawValue)),
                    "stripped": ["type": "boolean"],
                ]
            )
        )
    ]
}
