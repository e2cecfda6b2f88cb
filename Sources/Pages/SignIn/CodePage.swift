import Accounts
import Hummingbird
import Persian
import Web

/// The one-time code of a registration or a sign-in, in the browser that asked for it.
struct CodePage: GatedPage {
    let site: GatedSite

    static let path = "/code/:challenge"

    init(_ site: GatedSite) { self.site = site }

    /// Returns the address of the page for a code that was sent.
    static func path(of sent: SentCode, _ next: ReturnPath?) -> String {
        "/code/\(sent.challenge)" + (next.map { "?\(PageRequest.nextField)=\($0.path)" } ?? "")
    }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(try Self.page(SubmittedForm(), request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = try Self.form(request).read(request.fields)
        if submitted.faults.isEmpty {
            let outcome = try await site.app.domain.signIn.finish(
                try request.context.parameters.require("challenge"),
                code: CodeQuestion.read(submitted),
                from: request.origin,
                at: request.now
            )
            switch outcome {
            case .signedIn(let session): return site.gate.enter(session, request)
            case .mustMatch(let challenge):
                return site.redirect(to: "/code/\(challenge)/birth-date", request)
            case .refused: return site.respond(RefusedPage.page, to: request, status: .forbidden)
            case .unavailable: submitted.faults = [CodeQuestion.unavailable]
            case .wrong(let left): submitted.faults = [CodeQuestion.wrong(triesLeft: left)]
            case .ended: submitted.faults = [CodeQuestion.ended]
            }
        }
        return site.refuse(try Self.page(submitted, request), submitted.faults, to: request)
    }

    private static func page(
        _ submitted: SubmittedForm,
        _ request: PageRequest
    ) throws -> Page {
        var again = PageForm(
            to: try ResendPage.path(request),
            [],
            button: Wording(fa: "فرستادن دوبارهٔ کد", en: "Send another code")
        )
        again.look = .line
        return .of(
            [
                .paragraph(CodeQuestion.introduction),
                .form(try form(request), submitted),
                .paragraph(CodeQuestion.patience),
                .form(again.returning(to: request.next), SubmittedForm()),
            ],
            at: try address(request),
            titled: CodeQuestion.title
        )
    }

    private static func form(_ request: PageRequest) throws -> PageForm {
        PageForm(
            to: try address(request),
            [CodeQuestion.field],
            button: Wording(fa: "ادامه", en: "Continue")
        )
        .returning(to: request.next)
    }

    private static func address(_ request: PageRequest) throws -> String {
        "/code/\(try request.context.parameters.require("challenge"))"
    }
}

/// "Send another code": a new challenge in the place of the present one.
struct ResendPage: GatedPage {
    let site: GatedSite

    static let path = "/code/:challenge/resend"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static func path(_ request: PageRequest) throws -> String {
        "/code/\(try request.context.parameters.require("challenge"))/resend"
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let sent = try await site.app.domain.signIn.resend(
            try request.context.parameters.require("challenge"),
            from: request.origin,
            at: request.now
        )
        return site.redirect(to: CodePage.path(of: sent, request.next), request)
    }
}

/// The birth date of a person whose mobile number was silent for long, or who signs in with a new one.
struct BirthDatePage: GatedPage {
    let site: GatedSite

    static let path = "/code/:challenge/birth-date"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(try Self.page(SubmittedForm(), request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = try Self.form(request).read(request.fields)
        if submitted.faults.isEmpty, let date = submitted.dates[Self.birthDate.name] {
            let outcome = try await site.app.domain.signIn.rematch(
                try request.context.parameters.require("challenge"),
                birthDate: date,
                from: request.origin,
                at: request.now
            )
            switch outcome {
            case .signedIn(let session): return site.gate.enter(session, request)
            case .wrong, .mustMatch, .refused:
                return site.respond(RefusedPage.page, to: request, status: .forbidden)
            case .unavailable: submitted.faults = [Self.fault(CodeQuestion.unavailable)]
            case .ended: submitted.faults = [Self.fault(CodeQuestion.ended)]
            }
        }
        return site.refuse(try Self.page(submitted, request), submitted.faults, to: request)
    }

    private static func page(_ submitted: SubmittedForm, _ request: PageRequest) throws -> Page {
        .of(
            [
                .paragraph(
                    Prose(
                        fa: """
                            مدتی با این شمارهٔ همراه وارد نشده‌اید و شاید شماره به دیگری داده شده باشد. تاریخ \
                            تولد خود را بنویسید تا دوباره بررسی کنیم.
                            """,
                        en: """
                            You have not signed in with this mobile number for long, and it may belong to another \
                            person now. Enter your birth date, and we check again.
                            """
                    )
                ),
                .form(try form(request), submitted),
            ],
            at: "/code/\(try request.context.parameters.require("challenge"))/birth-date",
            titled: Wording(fa: "تاریخ تولد", en: "Date of birth")
        )
    }

    private static func form(_ request: PageRequest) throws -> PageForm {
        PageForm(
            to: "/code/\(try request.context.parameters.require("challenge"))/birth-date",
            [birthDate],
            button: Wording(fa: "ادامه", en: "Continue")
        )
    }

    private static let birthDate = PersonQuestion.birthDate

    private static func fault(_ fault: FieldFault) -> FieldFault {
        FieldFault(field: birthDate.name, wording: fault.wording)
    }
}
