import HTTPTypes
import Hummingbird
import Persian
import Registry
import Web

/// "Report a fake site or document": one form, one reference number.
struct ReportPage: Sendable {
    let app: App
    let renderer: PageRenderer
    let language: Language

    static let path = "/report"

    func add(to router: Router<AppRequestContext>) {
        let path = RouterPath(language.base + Self.path)
        let fixed = renderer.fixed(Self.page(SubmittedForm()), in: language)
        router.get(path) { request, _ in fixed.response(to: request) }
        router.post(path, use: receive)
    }

    @Sendable
    private func receive(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        try request.requireSameOrigin(as: app.edge.publicURL)
        let submitted = Self.form.read(try await request.form(upTo: app.edge.bounds.body))
        guard submitted.faults.isEmpty, let kind = ReportDraft.Kind(rawValue: submitted["kind"])
        else {
            let page = Self.page(submitted).refusing(submitted.faults)
            return renderer.response(page, in: language, status: .unprocessableContent)
        }
        let draft = try ReportDraft(
            kind: kind,
            subject: submitted["subject"],
            details: submitted["details"],
            contact: submitted["contact"]
        )
        try app.limiter.charge(.reports, of: .network(context.network))
        let reference = try await app.domain.registry.report(draft, at: context.now)
        return renderer.response(ReceivedPage(reference: reference).page, in: language)
    }

    private static func page(_ submitted: SubmittedForm) -> Page {
        Page("report", at: path, titled: PageTitle.report, texts, ["form": form.value(submitted)])
    }
}

/// The form and the texts of the page.
extension ReportPage {
    private static let form = PageForm(
        to: path,
        [
            kind,
            field(
                .subject,
                .text,
                label: Wording(
                    fa: "نشانی سایت، یا جایی که مدرک را دیدید",
                    en: "The site’s address, or where you saw the document"
                ),
                hint: Wording(
                    fa: "مثلاً نشانی کامل سایت، یا نام شرکتی که مدرک به آن داده شده است",
                    en: """
                        For example the full address of the site, or the company that was given the \
                        document
                        """
                ),
                required: Wording(
                    fa: "نشانی سایت یا جای دیدن مدرک را بنویسید.",
                    en: "Enter the site’s address, or where you saw the document."
                )
            ),
            field(
                .details,
                .multiline(rows: 6),
                label: Wording(fa: "چه دیدید؟", en: "What did you see?"),
                hint: Wording(
                    fa: "اگر کدی روی مدرک بود، آن را هم بنویسید. کد ملی دیگران را ننویسید.",
                    en: """
                        If there was a code on the document, give it too. Please leave out other \
                        people’s ID numbers.
                        """
                ),
                required: Wording(fa: "بنویسید چه دیدید.", en: "Say what you saw.")
            ),
            field(
                .contact,
                .latin,
                label: Wording(
                    fa: "تلفن یا ایمیل شما (اختیاری)",
                    en: "Your phone or e-mail (optional)"
                ),
                hint: Wording(
                    fa: "فقط اگر می‌خواهید برای پرسیدن جزئیات با شما تماس بگیریم",
                    en: "Only if we may contact you for details"
                ),
                autocomplete: "email"
            ),
        ],
        button: Wording(fa: "فرستادن گزارش", en: "Send the report")
    )

    private static let kind = PageField(
        "kind",
        .choice([
            .init(
                ReportDraft.Kind.site.rawValue,
                Wording(fa: "سایت یا پیام جعلی", en: "A fake site or message")
            ),
            .init(
                ReportDraft.Kind.document.rawValue,
                Wording(fa: "مدرک جعلی", en: "A fake document")
            ),
        ]),
        label: Wording(fa: "چه چیزی را گزارش می‌دهید؟", en: "What are you reporting?"),
        required: Wording(
            fa: "انتخاب کنید که چه چیزی را گزارش می‌دهید.",
            en: "Choose what you are reporting."
        )
    )

    /// A text of the report, which the register reads.
    private static func field(
        _ field: ReportDraft.Field,
        _ kind: PageField.Kind,
        label: Wording,
        hint: Wording,
        required: Wording? = nil,
        autocomplete: String = "off"
    ) -> PageField {
        let wrong = required ?? Wording(fa: "این بخش را درست کنید.", en: "Correct this field.")
        return PageField(
            field.rawValue,
            kind,
            label: label,
            hint: hint,
            required: required,
            limit: field.limit,
            autocomplete: autocomplete,
            check: { text in (try? field.read(text)) == nil ? wrong : nil }
        )
    }

    private static let texts: [String: PageValue] = [
        "heading": .wording(PageTitle.report),
        "introduction": .wording(
            fa: """
                سایتی خود را به جای ما جا زده، یا مدرکی ساختگی به نظر می‌رسد؟ با دو سه خط کمک کنید جلویش را \
                بگیریم.
                """,
            en: """
                Does a site pretend to be ours, or does a document look forged? A few lines help us to \
                stop it.
                """
        ),
        "effort": .wording(
            fa: "حدود دو دقیقه وقت می‌برد. لازم نیست نام خود را بگویید.",
            en: "It takes about two minutes. You need not say who you are."
        ),
    ]
}
