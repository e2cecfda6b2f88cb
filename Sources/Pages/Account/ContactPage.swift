import Accounts
import Hummingbird
import Persian
import Web

/// A new mobile number or e-mail address of the reader.
struct ContactPage: GatedPage {
    let site: GatedSite

    static let path = "/account/contact"
    static let title = Wording(fa: "تغییر راه تماس", en: "Change a contact")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm()), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form.read(request.fields)
        do {
            let contact = try ContactQuestion.read(submitted)
            let sent = try await site.app.domain.signIn.beginContactChange(
                try request.requireSession(),
                to: contact,
                from: request.origin,
                at: request.now
            )
            return site.redirect(to: "\(Self.path)/\(sent.challenge)", request)
        } catch let fault as FieldFault {
            submitted.faults = [fault]
        }
        return site.refuse(Self.page(submitted), submitted.faults, to: request)
    }

    private static let form = PageForm(
        to: path,
        ContactQuestion.fields,
        button: Wording(fa: "فرستادن کد", en: "Send the code")
    )

    private static func page(_ submitted: SubmittedForm) -> Page {
        .of([.paragraph(introduction), .form(form, submitted)], at: path, titled: title)
    }

    private static let introduction = Prose(
        fa: """
            کدی به راه تماس تازه می‌فرستیم و به راه تماس پیشین هم خبر می‌دهیم. تا ۲۴ ساعت پس از تغییر نمی‌توانید چیزی \
            را تأیید یا صادر کنید؛ خواندن ادامه دارد.
            """,
        en: """
            We send a code to the new contact and notify the former one. For 24 hours after the change you cannot approve \
            or issue anything; reading continues.
            """
    )
}

/// The code at the new contact.
struct ContactCodePage: GatedPage {
    let site: GatedSite

    static let path = "/account/contact/:challenge"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm(), request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form(request).read(request.fields)
        if submitted.faults.isEmpty {
            let outcome = try await site.app.domain.signIn.finishContactChange(
                try request.requireSession(),
                challenge: try request.context.parameters.require("challenge"),
                code: CodeQuestion.read(submitted),
                from: request.origin,
                at: request.now
            )
            switch outcome {
            case .changed: return site.redirect(to: ProfilePage.path, request)
            case .wrong(let left): submitted.faults = [CodeQuestion.wrong(triesLeft: left)]
            case .ended: submitted.faults = [CodeQuestion.ended]
            case .unavailable: submitted.faults = [CodeQuestion.unavailable]
            case .differs: submitted.faults = [Self.differs]
            }
        }
        return site.refuse(Self.page(submitted, request), submitted.faults, to: request)
    }

    private static func form(_ request: PageRequest) -> PageForm {
        PageForm(
            to: request.path,
            [CodeQuestion.field],
            button: Wording(fa: "ثبت راه تماس تازه", en: "Store the new contact")
        )
    }

    private static func page(_ submitted: SubmittedForm, _ request: PageRequest) -> Page {
        .of(
            [
                .paragraph(CodeQuestion.introduction), .form(form(request), submitted),
                .links([(ContactPage.path, ContactPage.title, nil)]),
            ],
            at: request.path,
            titled: CodeQuestion.title
        )
    }

    private static let differs = FieldFault(
        field: CodeQuestion.field.name,
        wording: Wording(
            fa: "این شمارهٔ همراه به نام شما نیست، یا امروز چند بار بررسی شده است.",
            en: "This mobile number is not in your name, or it was checked several times today."
        )
    )
}

/// What the link in a message about a changed contact opens: it shows the change and cancels it, and never signs in.
struct ContactChangePage: GatedPage {
    let site: GatedSite

    static let path = "\(ContactChangeLink.path):token"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let change = try await site.app.domain.people.contactChange(
            forToken: try request.context.parameters.require("token"),
            at: request.now
        )
        guard let change, change.isOpen else {
            return site.respond(
                Self.page([.paragraph(Self.nothing)], at: "/"),
                to: request,
                status: .gone
            )
        }
        var form = PageForm(to: request.path, [], button: Self.button)
        form.look = .grave
        return site.respond(
            Self.page(
                [
                    .paragraph(change.isLoss ? Self.loss : Self.changed),
                    .form(form, SubmittedForm()),
                ],
                at: request.path
            ),
            to: request
        )
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let isCancelled = try await site.app.domain.signIn.cancelContactChange(
            token: try request.context.parameters.require("token"),
            at: request.now
        )
        let outcome: PageBlock =
            isCancelled ? .notice(.good, Self.cancelled) : .paragraph(Self.nothing)
        return site.respond(
            Self.page([outcome], at: "/"),
            to: request,
            status: isCancelled ? .ok : .gone
        )
    }

    /// The page; one without a form is at `/`, since an error never repeats what was sent.
    private static func page(_ blocks: [PageBlock], at path: String) -> Page {
        .of(
            blocks,
            at: path,
            titled: Wording(fa: "تغییر راه تماس حساب", en: "A changed contact of an account")
        )
    }

    private static let button = Wording(fa: "لغو تغییر", en: "Cancel the change")
    private static let nothing = Prose(
        fa: "این پیوند دیگر کاری نمی‌کند: تغییر لغو شده یا مهلت آن گذشته است.",
        en: "This link does nothing any more: the change was cancelled, or its time has passed."
    )
    private static let changed = Prose(
        fa: """
            راه تماس حسابی که پیام ما به آن رسید تغییر کرده است. اگر شما نبوده‌اید، تغییر را لغو کنید؛ همهٔ نشست‌ها پایان \
            می‌یابد.
            """,
        en: """
            The contact of the account to which our message came was changed. If it was not you, cancel the change; every \
            session ends.
            """
    )
    private static let loss = Prose(
        fa: """
            کسی با مشخصات شما گفته است که این راه تماس را از دست داده. اگر شما نبوده‌اید، لغو کنید؛ وگرنه حساب پس از ۷۲ \
            ساعت به راه تماس تازه می‌رسد.
            """,
        en: """
            A person with your data reported the loss of this contact. If it was not you, cancel; otherwise the account \
            moves to the new contact after 72 hours.
            """
    )
    private static let cancelled = Prose(
        fa: "تغییر لغو شد و همهٔ نشست‌های حساب پایان یافت.",
        en: "The change is cancelled, and every session of the account has ended."
    )
}
