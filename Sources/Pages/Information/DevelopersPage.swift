import Hummingbird
import VerifyCore
import Web

/// The API for developers, made from the OpenAPI document that the server itself serves.
struct DevelopersPage: Sendable {
    /// The OpenAPI document.
    let description: JSON
    let renderer: PageRenderer
    let language: Language

    func add(to router: Router<AppRequestContext>) {
        let page = page
        router.get("\(language.base)/developers") { _, _ in renderer.response(page, in: language) }
    }

    private var page: Page {
        let reader = OpenAPIReader(description)
        return Page(
            "developers",
            at: "/developers",
            titled: language.either("برای برنامه‌نویسان", "For developers"),
            [
                "operations": .list(reader.operations),
                "description": description["info"]?["description"]?.string.map(PageValue.text)
                    ?? false,
            ]
        )
    }
}
