import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The end of the present session.
struct SignOutPage: GatedPage {
    let site: GatedSite

    static let path = "/sign-out"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    /// The button in the header of every page of a session.
    static let form: PageForm = {
        var form = PageForm(to: path, [], button: Wording(fa: "خروج", en: "Sign out"))
        form.look = .line
        return form
    }()

    func receive(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        _ = try await site.app.domain.signIn.end(session.id, of: session.person, at: request.now)
        return site.gate.leave(request, to: SignedOutPage.path)
    }
}

/// What follows the end of a session.
struct SignedOutPage: GatedPage {
    let site: GatedSite

    static let path = "/signed-out"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page, to: request)
    }

    private static let page = Page.of(
        [
            .paragraph(
                Prose(
                    fa: "اگر این دستگاه مال خودتان نیست، پنجرهٔ مرورگر را هم ببندید.",
                    en: "If this is not your own device, close the window of the browser too."
                )
            ),
            .links([(SignInPage.path, Wording(fa: "ورود دوباره", en: "Sign in again"), nil)]),
        ],
        at: path,
        titled: Wording(fa: "از حساب خود خارج شدید", en: "You are signed out")
    )
}
