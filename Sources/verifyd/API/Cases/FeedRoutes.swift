import Casework
import Hummingbird
import Persian
import VerifyCore
import Web

/// `GET /api/v1/feed`: which cases at the cartables of the institution of a key changed, in the order of their commits.
struct FeedRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.get("/api/v1/feed", use: list)
    }

    @Sendable
    private func list(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let institution = try await app.requireCaseKey(of: request, context)
        let limit = try ListPage(request, largest: Feed.listed).limit
        let text = request.uri.queryParameters["after"].map(String.init)
        let after = text.flatMap { Int64($0) }
        guard text == nil || after.map({ $0 >= 0 }) == true else {
            throw Problem.badRequest([.cursor("after")])
        }
        let feed = Feed(database: app.domain.cases.database)
        switch try await feed.page(of: institution, after: after, limit: limit) {
        case .pruned: throw Problem.feedPruned
        case .entries(let entries):
            let last = (entries.last?.number ?? after).map { String($0) }
            return Response(
                json: [
                    "items": .array(entries.map { JSON($0) }), "cursor": JSON(last ?? "0"),
                ]
            )
        }
    }

    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/feed",
            method: "get",
            id: "readFeed",
            tag: "cases",
            summary: "The cases at the cartables of the institution that changed, oldest first.",
            description: """
                `cursor` of the answer is `after` of the next request, also when the list is empty. An entry has the event and \
                the case, and nothing of the case: read it by its id; 404 means that it has moved on. 410: entries after \
                `after` are not kept any more; read every case again, and begin without `after`.
                """,
            scopes: CaseDescription.keys,
            parameters: [
                .init(
                    "after",
                    in: .query,
                    "The `cursor` of the answer before; the beginning without it.",
                    ["type": "string", "pattern": "^[0-9]{1,19}$"]
                ),
                CaseDescription.paging[0],
            ],
            answers: [
                .json(
                    200,
                    "The next changes.",
                    OpenAPI.object(
                        required: ["items", "cursor"],
                        [
                            "items": [
                                "type": "array", "items": OpenAPI.reference("FeedEntry"),
                                "maxItems": .integer(Int64(Feed.listed)),
                            ],
                            "cursor": OpenAPI.text("For `after` of the next request."),
                        ]
                    )
                )
            ],
            problems: [410]
        )
    ]

    static let schemas: [JSON.Member] = [
        .init(
            "FeedEntry",
            OpenAPI.object(
                required: ["event", "object", "id", "at", "cursor"],
                [
                    "event": OpenAPI.word([FeedEntry.event]),
                    "object": OpenAPI.word([FeedEntry.object]),
                    "id": OpenAPI.text("The id of the case."), "at": OpenAPI.instant,
                    "cursor": OpenAPI.text("The place behind this entry."),
                ]
            )
        )
    ]
}

extension JSON {
    /// An entry of the feed.
    fileprivate init(_ entry: FeedEntry) {
        self = [
            "event": .string(FeedEntry.event), "object": .string(FeedEntry.object),
            "id": .string(entry.caseID), "at": .string(entry.at.description),
            "cursor": .string(String(entry.number)),
        ]
    }
}
