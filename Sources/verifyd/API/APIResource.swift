import Hummingbird
import VerifyCore
import Web

/// One resource of the API: its routes and how the OpenAPI document describes them.
protocol APIResource: Sendable {
    /// The operations, in the order of the document.
    static var operations: [OpenAPI.Operation] { get }
    /// The schemas that the operations refer to.
    static var schemas: [JSON.Member] { get }

    init(app: App)

    /// Adds the routes of the operations.
    func add(to router: Router<AppRequestContext>)
}

extension APIResource {
    static var schemas: [JSON.Member] { [] }
}

extension OpenAPI.Description {
    /// Every resource of the route table.
    static let api = Self(
        operations: Routes.api.flatMap { $0.operations },
        schemas: Routes.api.flatMap { $0.schemas }
    )
}
