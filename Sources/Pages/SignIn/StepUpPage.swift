import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The proof of a factor in a session, before a step of weight; it returns to the page from which the reader came.
struct StepUpPage: GatedPage {
    let site: GatedSite

    static let path = "/step-up"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(try Self.page(SubmittedForm(), request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        var submitted = Self.form(request).read(request.fields)
        if submitted.faults.isEmpty {
            let outcome = try await site.app.domain.signIn.stepUp(
                session,
                factor: FactorQuestion.read(submitted),
                from: request.origin,
                at: request.now
            )
            if case .signedIn(let session) = outcome { return site.gate.enter(session, request) }
            submitted.faults = [FactorQuestion.fault(of: outcome, otherwise: Self.wrong)]
                .compactMap(\.self)
        }
        return site.refuse(try Self.page(submitted, request), submitted.faults, to: request)
    }

    private static func page(_ submitted: SubmittedForm, _ request: PageRequest) throws -> Page {
        var blocks: [PageBlock] = [.paragraph(introduction)]
        switch try request.requireSession().kind {
        // Staff never use a code by SMS.
        case .staff: break
        case .citizen:
            blocks += [
                .title("by-code", Wording(fa: "با کد پیامکی یا ایمیلی", en: "By a message")),
                .form(StepUpCodeRequest.form(request), SubmittedForm()),
                .title("by-factor", Wording(fa: "با برنامهٔ رمزساز", en: "By an authenticator app")),
            ]
        }
        blocks.append(.form(form(request), submitted))
        return .of(blocks, at: path, titled: title)
    }
}

/// The form and the texts of the page.
extension StepUpPage {
    static let title = Wording(fa: "تأیید دوباره", en: "Confirm that it is you")

    static let introduction = Prose(
        fa:
            "این کار مهم است و تأیید تازه‌ای می‌خواهد. تأیید تا ده دقیقه می‌ماند؛ سپس به همان صفحه برمی‌گردید.",
        en: """
            This step needs a new proof that it is you, which lasts for ten minutes. You then return to the page that \
            you came from.
            """
    )

    private static let wrong = Wording(fa: "کد درست نیست.", en: "The code is not right.")

    private static func form(_ request: PageRequest) -> PageForm {
        PageForm(
            to: path,
            [FactorQuestion.field],
            button: Wording(fa: "تأیید", en: "Confirm")
        )
        .returning(to: request.next)
    }
}

/// "Send me a code", in the session of a citizen.
struct StepUpCodeRequest: GatedPage {
    let site: GatedSite

    static let path = "/step-up/send"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static func form(_ request: PageRequest) -> PageForm {
        PageForm(to: path, [], button: Wording(fa: "فرستادن کد", en: "Send a code"))
            .returning(to: request.next)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let sent = try await site.app.domain.signIn.beginStepUp(
            try request.requireSession(),
            from: request.origin,
            at: request.now
        )
        let next = request.next.map { "?\(PageRequest.nextField)=\($0.path)" } ?? ""
        return site.redirect(to: "/step-up/\(sent.challenge)\(next)", request)
    }
}

/// The code that was sent.
struct StepUpCodePage: GatedPage {
    let site: GatedSite

    static let path = "/step-up/:challenge"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(try Self.page(SubmittedForm(), request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = try Self.form(request).read(request.fields)
        if submitted.faults.isEmpty {
            let outcome = try await site.app.domain.signIn.finishStepUp(
                try request.requireSession(),
                challenge: try request.context.parameters.require("challenge"),
                code: CodeQuestion.read(submitted),
                from: request.origin,
                at: request.now
            )
            switch outcome {
            case .signedIn(let session): return site.gate.enter(session, request)
            case .wrong(let left): submitted.faults = [CodeQuestion.wrong(triesLeft: left)]
            case .ended, .mustMatch, .refused, .unavailable:
                submitted.faults = [CodeQuestion.ended]
            }
        }
        return site.refuse(try Self.page(submitted, request), submitted.faults, to: request)
    }

    private static func page(_ submitted: SubmittedForm, _ request: PageRequest) throws -> Page {
        let path = "/step-up/\(try request.context.parameters.require("challenge"))"
        return .of(
            [
                .paragraph(StepUpPage.introduction), .form(try form(request), submitted),
                .links([
                    (
                        StepUpPage.path,
                        Wording(fa: "راه دیگر، یا کد تازه", en: "Another way, or a new code"), nil
                    )
                ]),
            ],
            at: path,
            titled: CodeQuestion.title
        )
    }

    private static func form(_ request: PageRequest) throws -> PageForm {
        PageForm(
            to: "/step-up/\(try request.context.parameters.require("challenge"))",
            [CodeQuestion.field],
            button: Wording(fa: "تأیید", en: "Confirm")
        )
        .returning(to: request.next)
    }
}
