import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import VerifyCore
import Web

/// `/api/v1/cases`: the cases at the cartables of an institution, or those of a person; open one, read one.
struct CaseRoutes: APIResource {
    let app: App
    private static let path = "/api/v1/cases"

    func add(to router: Router<AppRequestContext>) {
        router.get("/api/v1/cases", use: list)
        router.post("/api/v1/cases", use: open)
        router.get("/api/v1/cases/:id", use: show)
    }

    @Sendable
    private func list(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let caller = try await app.caseCaller(of: request, context)
        let page = try ListPage(request, largest: Cases.listed)
        let (found, key) =
            switch caller {
            case .key(_, let institution, _): try await waiting(at: institution, page, request)
            case .person(let session): try await opened(by: session, page, request)
            }
        let items = found.prefix(page.limit)
        let next = found.count > page.limit ? items.last.map(key) : nil
        let json: JSON = ["items": .array(items.map { JSON($0) }), "next_cursor": JSON(next)]
        return Response(json: json, headers: page.link(at: Self.path, next: next))
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let caller = try await app.caseCaller(of: request, context)
        let view = try await app.caseView(try context.caseID(), for: caller, at: context.now)
        var documents: [StoredDocument] = []
        for id in Set(view.visible.files.map(\.file.document)) {
            if let document = try await app.domain.documents.document(id) {
                documents.append(document)
            }
        }
        return Response(
            json: JSON(view, documents, in: context.language),
            headers: [.eTag: "\"\(view.revision)\""]
        )
    }

    @Sendable
    private func open(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let session = try await app.caseCaller(of: request, context).requirePerson()
        let moveID = try request.moveID(of: session.person)
        var fields = try await request.object(upTo: app.edge.bounds.body)
        let name = fields.requiredText("service")
        let form = fields.form("form")
        try fields.finish()
        guard let name, let service = app.domain.cases.catalog.newest(ServiceID(name)) else {
            throw Problem.validation([.noService])
        }
        if service.isOpenedInRole {
            guard session.kind != .citizen else { throw Problem.staffSessionRequired }
            guard session.isFresh(at: context.now) else { throw Problem.factorRequired }
        }
        let result = try await app.domain.cases.open(
            OpenRequest(
                service.id,
                moveID: moveID,
                by: .person(session.person, session: session.kind),
                form: form ?? TypedForm(),
                via: .api,
                at: context.now
            )
        )
        let (receipt, isRepeated) = try await app.receipt(
            of: result,
            for: session,
            in: nil,
            context
        )
        var response = Response(
            status: .created,
            json: JSON(receipt, context.language),
            headers: [.location: "\(Self.path)/\(receipt.caseID)"]
        )
        response.markRepeated(isRepeated)
        return response
    }
}

extension Response {
    /// Says that the request was done before, with the same key.
    mutating func markRepeated(_ isRepeated: Bool) {
        guard isRepeated, let name = HTTPField.Name("Idempotency-Replayed") else { return }
        headers[name] = "true"
    }
}

/// The two lists.
extension CaseRoutes {
    private typealias Found = (files: [CaseFile], key: (CaseFile) -> String)

    private func waiting(
        at institution: OrganisationCode,
        _ page: ListPage,
        _ request: Request
    ) async throws -> Found {
        var cursor: OrganisationCaseCursor?
        if let text = page.after {
            let parts = text.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, let seconds = Int64(parts[0]),
                Timestamp.written.contains(seconds)
            else {
                throw Problem.badRequest([.cursor("cursor")])
            }
            cursor = OrganisationCaseCursor(
                dueAt: Timestamp(secondsSinceEpoch: seconds),
                id: String(parts[1])
            )
        }
        let parameters = request.uri.queryParameters
        let files = try await app.domain.cases.cartables.cases(
            of: institution,
            OrganisationCaseFilter(
                service: parameters["service"].map { ServiceID(String($0)) },
                step: parameters["step"].map { StepName(String($0)) }
            ),
            after: cursor,
            limit: page.limit + 1
        )
        return (files, { "\(($0.dueAt ?? $0.since).secondsSinceEpoch).\($0.id)" })
    }

    private func opened(
        by session: SignInSession,
        _ page: ListPage,
        _ request: Request
    ) async throws -> Found {
        let unknown = ["service", "step"].filter { request.uri.queryParameters[$0[...]] != nil }
        guard unknown.isEmpty else {
            throw Problem.badRequest(
                unknown.map { FieldProblem.unknown(among: ["limit", "cursor"]).inQuery($0) }
            )
        }
        var last: CaseFile?
        if let id = page.after {
            last = try await app.domain.cases.snapshot(id)?.file
            guard last?.openedBy == session.person else {
                throw Problem.badRequest([.cursor("cursor")])
            }
        }
        let files = try await app.domain.cases.opened(
            by: session.person,
            after: last,
            limit: page.limit + 1
        )
        return (files, { $0.id })
    }
}

extension FieldProblem {
    fileprivate static let noService = FieldProblem(
        "/service",
        .unknownWord,
        Wording(fa: "خدمتی با این نام وجود ندارد.", en: "There is no service with this name.")
    )
}

/// How the OpenAPI document describes them.
extension CaseRoutes {
    static let operations: [OpenAPI.Operation] = [
        .init(
            path: path,
            method: "get",
            id: "listCases",
            tag: "cases",
            summary: "The cases at the cartables of the institution; those of the person.",
            description: """
                With a key: the open cases that wait, the one that is due first first. With a session: the \
                cases that the person opened, the newest first, without filters.
                """,
            scopes: CaseDescription.keys,
            takesSession: true,
            parameters: CaseDescription.paging + [
                .init("service", in: .query, "Only those of this service.", ["type": "string"]),
                .init("step", in: .query, "Only those in this step.", ["type": "string"]),
            ],
            answers: [.json(200, "A page of cases.", CaseDescription.list)]
        ),
        .init(
            path: path,
            method: "post",
            id: "openCase",
            tag: "cases",
            summary: "Open a case, as the person of a session.",
            takesSession: true,
            parameters: [CaseDescription.moveID],
            body: .json(
                OpenAPI.object(
                    required: ["service"],
                    ["service": OpenAPI.text("Its name."), "form": CaseDescription.form]
                )
            ),
            answers: [
                .json(
                    201,
                    "The case is open, now or since the first request with the key.",
                    OpenAPI.reference("MoveReceipt"),
                    headers: [.init("Location", ["schema": ["type": "string"]])]
                )
            ],
            problems: [422]
        ),
        .init(
            path: "\(path)/{id}",
            method: "get",
            id: "showCase",
            tag: "cases",
            summary: "A case as the caller sees it.",
            description: "The ETag is the revision: a move brings it back.",
            scopes: CaseDescription.keys,
            takesSession: true,
            parameters: [CaseDescription.id],
            answers: [
                .json(
                    200,
                    "The case.",
                    OpenAPI.reference("Case"),
                    headers: [.init("ETag", ["schema": ["type": "string"]])]
                )
            ],
            problems: [404, 409]
        ),
    ]

    static let schemas = CaseDescription.schemas
}
