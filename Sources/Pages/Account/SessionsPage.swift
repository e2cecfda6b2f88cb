import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// Where the reader is signed in: each session with its device, and its end.
struct SessionsPage: GatedPage {
    let site: GatedSite

    static let path = "/account/sessions"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "دستگاه‌ها و نشست‌ها", en: "Devices and sessions")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let present = try request.requireSession()
        let sessions = try await site.app.domain.signIn.sessions(
            of: present.person,
            at: request.now
        )
        var blocks: [PageBlock] = [
            .paragraph(Self.introduction),
            .title("sessions", Wording(fa: "نشست‌های باز", en: "Open sessions")),
        ]
        blocks += sessions.map { session in
            .card(
                Self.name(of: session, isPresent: session.id == present.id),
                Self.facts(of: session),
                [EndSessionPage.form(for: session)]
            )
        }
        if sessions.count > 1 { blocks.append(.form(EndSessionsPage.form, SubmittedForm())) }
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private static func name(of session: SignInSession, isPresent: Bool) -> PageValue {
        let agent = RichText.Element.isolated(BrowserName(session.agent).text)
        return isPresent
            ? .prose(fa: "\(agent) (همین دستگاه)", en: "\(agent) (this device)")
            : .prose(Prose("\(agent)"))
    }

    private static func facts(of session: SignInSession) -> SummaryList {
        SummaryList([
            .init(
                Wording(fa: "ورود", en: "Signed in"),
                .wording(PersianTime.moment(session.begunAt))
            ),
            .init(
                Wording(fa: "آخرین استفاده", en: "Last used"),
                .wording(PersianTime.moment(session.seenAt))
            ),
            .init(
                Wording(fa: "پایان خودبه‌خود", en: "Ends by itself"),
                .wording(PersianTime.moment(session.endsAt))
            ),
            .init(
                Wording(fa: "شبکه", en: "Network"),
                .prose(Prose("\(.latin(session.network))"))
            ),
        ])
    }

    private static let introduction = Prose(
        fa: "اگر دستگاهی را نمی‌شناسید، نشست آن را پایان دهید و به سازمان خبر دهید.",
        en: "If you do not know a device, end its session and contact the organisation."
    )
}

/// The end of one session.
struct EndSessionPage: GatedPage {
    let site: GatedSite

    static let path = "/account/sessions/:id/end"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static func form(for session: SignInSession) -> PageForm {
        var form = PageForm(
            to: "/account/sessions/\(session.id)/end",
            [],
            button: Wording(fa: "پایان این نشست", en: "End this session")
        )
        form.look = .grave
        return form
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let present = try request.requireSession()
        let id = try request.context.parameters.require("id")
        let signIn = site.app.domain.signIn
        guard try await signIn.end(id, of: present.person, at: request.now) else {
            throw Problem.notFound
        }
        if id == present.id { return site.gate.leave(request, to: SignedOutPage.path) }
        return site.redirect(to: SessionsPage.path, request)
    }
}

/// The end of every session but the present one.
struct EndSessionsPage: GatedPage {
    let site: GatedSite

    static let path = "/account/sessions/end"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static let form: PageForm = {
        var form = PageForm(
            to: path,
            [],
            button: Wording(fa: "پایان همهٔ نشست‌های دیگر", en: "End all other sessions")
        )
        form.look = .grave
        return form
    }()

    func receive(_ request: PageRequest) async throws -> Response {
        let present = try request.requireSession()
        try await site.app.domain.signIn.endAll(
            of: present.person,
            except: present.id,
            at: request.now
        )
        return site.redirect(to: SessionsPage.path, request)
    }
}
