import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// `/share/TOKEN`: what a graduate's link opens, for everyone who has it.
///
/// Opening it uses nothing, because messengers fetch links; the button of the page does. It reads no cookie. A link that
/// does not open has one answer, whatever the reason.
struct SharePage: Sendable {
    let app: App
    let renderer: PageRenderer
    let language: Language

    /// Returns the address of a link, within a language.
    static func path(_ token: String) -> String { "/share/\(token)" }

    func add(to router: Router<AppRequestContext>) {
        let path = RouterPath("\(language.base)/share/:token")
        router.get(path, use: open)
        router.post(path, use: view)
    }

    @Sendable
    private func open(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let token = try context.parameters.require("token")
        let door = try await charged(
            context,
            { try await app.domain.registry.shareDoor(token, at: context.now) },
            isRight: { $0 != .closed }
        )
        switch door {
        case .closed: return respond(Self.closed, request, context, .notFound)
        case .open(let needsPIN):
            return respond(Self.page(token, needsPIN, SubmittedForm()), request, context)
        }
    }

    @Sendable
    private func view(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        try request.requireSameOrigin(as: app.edge.publicURL)
        let token = try context.parameters.require("token")
        let body = try await request.form(upTo: app.edge.bounds.body)
        let pin = Digits.folded(body[Self.pin.name] ?? "").filter { !$0.isWhitespace }
        let outcome = try await charged(
            context,
            { try await app.domain.registry.useShare(token, pin: pin, at: context.now) },
            isRight: \.isRight
        )
        switch outcome {
        case .closed:
            context.note(.notFound)
            return respond(Self.closed, request, context, .notFound)
        case .wrongPIN:
            context.note(.notFound)
            let fault = FieldFault(field: Self.pin.name, wording: Self.wrongPIN)
            let page = Self.page(token, true, SubmittedForm([:], fault: fault)).refusing([fault])
            return respond(page, request, context, .unprocessableContent)
        case .notInForce(let view, let status):
            context.note(status.verdict)
            return respond(SharedPage(view, status, [], context).page, request, context)
        case .shown(let shared):
            context.note(.valid)
            return respond(
                SharedPage(shared.view, .active, shared.values, context).page,
                request,
                context
            )
        }
    }

    /// Runs a look-up with the price of a check of a code: one that finds nothing costs more.
    private func charged<Value>(
        _ context: AppRequestContext,
        _ body: () async throws -> Value,
        isRight: (Value) -> Bool
    ) async throws -> Value {
        let price = app.edge.bounds.notFoundCost
        let payment = try app.limiter.reserve(
            price,
            of: .verifications,
            for: .network(context.network)
        )
        do {
            let value = try await body()
            app.limiter.settle(payment, cost: isRight(value) ? 1 : price)
            return value
        } catch {
            app.limiter.settle(payment, cost: 1)
            throw error
        }
    }

    /// Returns a page in the language of the browser where the address names none, as a link of a code does.
    private func respond(
        _ page: Page,
        _ request: Request,
        _ context: AppRequestContext,
        _ status: HTTPResponse.Status = .ok
    ) -> Response {
        var page = page
        page.isNegotiated = true
        let insists = request.uri.queryParameters.get("lang") == language.tag
        return renderer.response(
            page,
            in: insists || language != .standard ? language : context.language,
            status: status,
            headers: [.vary: "Accept-Language"]
        )
    }
}

extension ShareOutcome {
    /// Whether the reader had a link that opens, and its PIN.
    fileprivate var isRight: Bool {
        switch self {
        case .closed, .wrongPIN: false
        case .notInForce, .shown: true
        }
    }
}

/// The pages and their texts.
extension SharePage {
    private static let pin = PageField(
        "pin",
        .digits,
        label: Wording(fa: "رمز شش‌رقمی", en: "PIN of six digits"),
        hint: Wording(
            fa: "صاحب مدرک آن را جدا از پیوند به شما داده است.",
            en: "The holder of the degree gave it to you apart from the link."
        ),
        limit: 20,
        style: "short",
        isShownAgain: false
    )

    private static func page(_ token: String, _ needsPIN: Bool, _ submitted: SubmittedForm) -> Page
    {
        let form = PageForm(
            to: path(token),
            needsPIN ? [pin] : [],
            button: Wording(fa: "دیدن مشخصات مدرک", en: "Show the degree")
        )
        return .of(
            [.paragraph(introduction), .form(form, submitted), .paragraph(official)],
            at: path(token),
            titled: Wording(
                fa: "مدرکی با شما در میان گذاشته شده",
                en: "A degree is shared with you"
            )
        )
    }

    private static let closed: Page = {
        var page = Page.of(
            [
                .paragraph(
                    Prose(
                        fa:
                            "این پیوند باز نیست. شاید ناقص نوشته شده، مهلتش گذشته یا صاحب مدرک آن را بسته است.",
                        en: """
                            This link does not open. Perhaps it is incomplete, has expired, or the holder of the degree has \
                            ended it.
                            """
                    )
                ),
                .paragraph(
                    Prose(
                        fa: """
                            پیوند تازه‌ای از صاحب مدرک بخواهید، یا \
                            \(.link("کد صحت را بررسی کنید", to: "/")). این پاسخ دربارهٔ مدرک نیست.
                            """,
                        en: """
                            Ask the holder for a new link, or \(.link("check the code", to: "/")). This answer says nothing \
                            about the degree.
                            """
                    )
                ),
            ],
            at: "/share",
            titled: Wording(fa: "این پیوند باز نیست", en: "This link does not open")
        )
        // An address with the token would differ from link to link.
        page.elsewhere = nil
        return page
    }()

    private static let introduction = Prose(
        fa: """
            صاحب یک مدرک تحصیلی مشخصاتی از آن را با این پیوند به شما نشان می‌دهد. دفعه‌های دیدن محدود است: با زدن دکمه \
            یکی از آن‌ها استفاده می‌شود و صاحب مدرک زمان آن را می‌بیند.
            """,
        en: """
            The holder of a degree shows you some of its details with this link. It works a limited number of times: the \
            button uses one of them, and the holder sees when.
            """
    )
    private static let official = Prose(
        fa:
            "نشانی بالای مرورگر باید \(.host) باشد؛ اگر نیست، \(.link("گزارش دهید", to: "/report")).",
        en:
            "The address bar of your browser must say \(.host); if it does not, \(.link("report it", to: "/report"))."
    )
    private static let wrongPIN = Wording(
        fa: "این رمز درست نیست. پس از پنج رمز نادرست پیوند بسته می‌شود.",
        en: "This PIN is not right. Five wrong ones end the link."
    )
}
