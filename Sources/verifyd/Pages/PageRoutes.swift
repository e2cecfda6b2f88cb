import HTTPTypes
import Hummingbird

/// The pages: Persian from `/`, English from `/en/`.
///
/// Each page is a file beside this one.
struct PageRoutes: Sendable {
    private let house: House
    private let renderer: PageRenderer

    /// Reads the templates; throws when one of those embedded is malformed.
    init(_ house: House) throws {
        self.house = house
        renderer = try PageRenderer(publicURL: house.publicURL)
    }

    func add(to router: Router<AppRequestContext>) {
        renderer.assets.add(to: router)
        for language in [Language.persian, .english] {
            HomePage(renderer: renderer, language: language).add(to: router)
            CheckPage(house: house, renderer: renderer, language: language).add(to: router)
            LinkPage(house: house, renderer: renderer, language: language).add(to: router)
            ReportPage(house: house, renderer: renderer, language: language).add(to: router)
            BatchPage(house: house, renderer: renderer, language: language).add(to: router)
            BatchProgressPage(house: house, renderer: renderer, language: language).add(to: router)
            KeysPage(house: house, renderer: renderer, language: language).add(to: router)
            DevelopersPage(house: house, renderer: renderer, language: language).add(to: router)
            AboutPage(renderer: renderer, language: language).add(to: router)
        }
    }

    /// Draws a problem for people; fails never and asks no database.
    func page(for problem: Problem, context: AppRequestContext, request: Request) -> Response {
        let language = Self.language(of: request.uri.path, context)
        let page = ErrorPage(problem, requestID: context.requestID, in: language).page
        return renderer.response(page, in: language, status: .init(code: problem.status))
    }

    /// The language that an address is in; what QR codes and links open is in the reader's.
    private static func language(of path: String, _ context: AppRequestContext) -> Language {
        let path = path.lowercased()
        if path == "/en" || path.hasPrefix("/en/") { return .english }
        if path.hasPrefix("/q/") || path.hasPrefix("/v/") { return context.language }
        return .persian
    }
}
