import Testing

@testable import Pages
@testable import Web
@testable import verifyd

@Suite struct `The page of a problem` {
    static let problems: [Problem] = [
        .badForm, .notFound, .methodNotAllowed([]), .tooLarge(1024),
        .unsupportedMediaType("text/csv"), .rateLimited(.verifications, retryAfter: 130),
        .codeLocked(retryAfter: 3_600), .internal, .unavailable(retryAfter: 5), .storageFull,
        .unauthenticated, .forbidden,
    ]

    @Test(arguments: problems, [Language.persian, .english])
    func `says what happened, in the reader's language, and quotes the request`(
        problem: Problem,
        language: Language
    ) throws {
        let renderer = try PageRenderer(
            publicURL: "https://sehat.example.ir",
            assets: SiteAssets()
        )
        let page = ErrorPage(problem, requestID: "0123456789AB").page
        let html = renderer.render(page, in: language)
        #expect(html.contains("<html lang=\"\(language.tag)\" dir=\"\(language.direction)\">"))
        #expect(html.contains("0123456789AB"))
        #expect(html.contains("\(problem.status)"))
        #expect(html.contains("<h1>") && !html.contains("<h1></h1>"))
        #expect(
            html.contains("<bdi dir=\"ltr\" class=\"host\" translate=\"no\">sehat.example.ir</bdi>")
        )
        #expect(!html.contains("{{"))
    }

    @Test(arguments: [
        (1, "۱ دقیقه دیگر", "1 minute"), (130, "۳ دقیقه دیگر", "3 minutes"),
        (7_200, "۲ ساعت دیگر", "2 hours"),
    ])
    func `gives the wait in minutes, at least one`(seconds: Int, fa: String, en: String) throws {
        let renderer = try PageRenderer(
            publicURL: "https://sehat.example.ir",
            assets: SiteAssets()
        )
        for (language, said) in [(Language.persian, fa), (.english, en)] {
            let problem = Problem.rateLimited(.verifications, retryAfter: seconds)
            let page = ErrorPage(problem, requestID: "").page
            #expect(renderer.render(page, in: language).contains(said))
        }
    }

    @Test func `of an address is never taken for the verdict on a degree`() throws {
        let renderer = try PageRenderer(
            publicURL: "https://sehat.example.ir",
            assets: SiteAssets()
        )
        let html = renderer.render(
            ErrorPage(.notFound, requestID: "").page,
            in: .persian
        )
        #expect(!html.contains("class=\"verdict\""))
        #expect(html.contains("دربارهٔ هیچ مدرکی نیست"))
    }
}
