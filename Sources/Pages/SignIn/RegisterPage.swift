import Accounts
import Hummingbird
import Persian
import Web

/// The registration of a citizen: a claim, which the code at the typed contact and the registers prove.
struct RegisterPage: GatedPage {
    let site: GatedSite

    static let path = "/register"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm(NumberQuestion.initial)), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form.read(request.fields)
        let language = request.origin.language
        guard
            let draft = PersonQuestion.read(&submitted, of: Self.form, language: language),
            let contact = draft.contact
        else { return site.refuse(Self.page(submitted), submitted.faults, to: request) }
        let sent = try await site.app.domain.signIn.claim(
            draft,
            contact: contact,
            terms: Terms.version,
            from: request.origin,
            at: request.now
        )
        let next = ReturnPath(AccountAddress.identity)
        return site.redirect(to: CodePage.path(of: sent, next), request)
    }
}

/// The form and the texts of the page.
extension RegisterPage {
    static let title = Wording(fa: "ثبت‌نام", en: "Register")

    private static func page(_ submitted: SubmittedForm) -> Page {
        .of([.paragraph(introduction), .form(form, submitted)], at: path, titled: title)
    }

    private static let introduction = Prose(
        fa: """
            برای درخواست و پیگیری، حسابی به نام خودتان بسازید؛ رایگان است و حدود سه دقیقه وقت می‌برد. برای بررسی \
            مدرک دیگران حساب لازم نیست. پیش از فرستادن، \(.link("شرایط استفاده", to: TermsPage.path)) را بخوانید.
            """,
        en: """
            Make an account in your own name for requests and for following them; it is free and takes about three \
            minutes. Checking a document needs no account. Read the \(.link("terms of use", to: TermsPage.path)) first.
            """
    )

    private static let form = PageForm(
        to: path,
        PersonQuestion.fields + [terms],
        button: Wording(fa: "فرستادن کد", en: "Send the code")
    )

    private static let terms = PageField(
        "terms",
        .checkbox,
        label: Wording(
            fa: "شرایط استفاده را خوانده‌ام و می‌پذیرم.",
            en: "I have read the terms of use and accept them."
        ),
        required: Wording(
            fa: "بدون پذیرفتن شرایط نمی‌توان ثبت‌نام کرد.",
            en: "Registration needs your consent to the terms."
        )
    )
}
