import HTTPTypes
import Hummingbird

/// The pages: Persian from `/`, English from `/en/`.
///
/// Each page is a file beside this one.
struct PageRoutes: Sendable {
    private let house: House
    private let press: PagePress

    /// Reads the templates; throws when one of those embedded is malformed.
    init(_ house: House) throws {
        self.house = house
        press = try PagePress(publicURL: house.publicURL)
    }

    func add(to router: Router<Visit>) {
        press.assets.add(to: router)
        for language in [Language.persian, .english] {
            FirstPage(press: press, language: language).add(to: router)
            CheckPage(house: house, press: press, language: language).add(to: router)
            LandingPage(house: house, press: press, language: language).add(to: router)
            ReportPage(house: house, press: press, language: language).add(to: router)
            BatchPage(house: house, press: press, language: language).add(to: router)
            BatchProgressPage(house: house, press: press, language: language).add(to: router)
            KeysPage(house: house, press: press, language: language).add(to: router)
            DevelopersPage(house: house, press: press, language: language).add(to: router)
            AboutPage(press: press, language: language).add(to: router)
        }
    }

    /// Draws a problem for people; fails never and asks no database.
    func page(for problem: Problem, visit: Visit, request: Request) -> Response {
        let language = Self.language(of: request.uri.path, visit)
        let page = ErrorPage(problem, requestID: visit.requestID, in: language).page
        return press.print(page, in: language, status: .init(code: problem.status))
    }

    /// The language that an address is in; what QR codes and links open is in the reader's.
    private static func language(of path: String, _ visit: Visit) -> Language {
        let path = path.lowercased()
        if path == "/en" || path.hasPrefix("/en/") { return .english }
        if path.hasPrefix("/q/") || path.hasPrefix("/v/") { return visit.language }
        return .persian
    }
}
