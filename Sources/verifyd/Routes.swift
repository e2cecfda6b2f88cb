import Hummingbird
import VerifyCore

/// The route table: read this first.
enum Routes {
    /// Every address of the house: its API, its pages, what operators ask.
    static func router(_ house: House, pages: PageRoutes) -> Router<AppRequestContext> {
        let router = Router(context: AppRequestContext.self)
        VerificationRoutes(house: house).add(to: router)
        BatchRoutes(house: house).add(to: router)
        DegreeRoutes(house: house).add(to: router)
        UploadRoutes(house: house).add(to: router)
        InstitutionRoutes(house: house).add(to: router)
        KeyRoutes(house: house).add(to: router)
        DescriptionRoutes(house: house).add(to: router)
        OperatorRoutes(house: house).add(to: router)
        pages.add(to: router)
        return router
    }
}

extension OpenAPI {
    /// The description of everything under `/api`.
    static func document(server: String) -> JSON {
        document(
            VerificationDescription.operations + UploadDescription.operations
                + DegreeDescription.operations + InstitutionDescription.operations
                + KeyDescription.operations,
            schemas: VerificationDescription.schemas + UploadDescription.schemas
                + DegreeDescription.schemas + InstitutionDescription.schemas
                + KeyDescription.schemas
                + [.init("Problem", problem), .init("FieldProblem", fieldProblem)],
            server: server
        )
    }
}

/// `/api/openapi.json`: the description of the API.
struct DescriptionRoutes: Sendable {
    let house: House

    func add(to router: Router<AppRequestContext>) {
        let document = ByteBuffer(bytes: house.openAPI)
        router.get("/api/openapi.json") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/json", .cacheControl: "public, max-age=300"],
                body: .init(byteBuffer: document)
            )
        }
    }
}

extension RootResponder {
    /// The front door of a house with all its routes.
    init(_ house: House, log: RequestLog) throws {
        let pages = try PageRoutes(house)
        self.init(house, router: Routes.router(house, pages: pages), log: log, page: pages.page)
    }
}
