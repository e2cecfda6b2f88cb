import Hummingbird
import VerifyCore

/// The API for developers, made from the OpenAPI document that the server itself serves.
struct DevelopersPage: Sendable {
    let house: House
    let renderer: PageRenderer
    let language: Language

    func add(to router: Router<AppRequestContext>) {
        let page = page
        router.get("\(language.base)/developers") { _, _ in renderer.response(page, in: language) }
    }

    private var page: Page {
        let document = try? JSON(parsing: house.openAPI, depth: 32)
        let reader = OpenAPIReader(document ?? .null)
        return Page(
            "developers",
            at: "/developers",
            titled: language.either("برای برنامه‌نویسان", "For developers"),
            [
                "operations": .list(reader.operations),
                "description": document?["info"]?["description"]?.string.map(PageValue.text)
                    ?? false,
            ]
        )
    }
}
