import Accounts
import Hummingbird
import Persian
import Web

/// The names of a reader whose identity is not proven; for all others the page says how a name is corrected.
struct NamesPage: GatedPage {
    let site: GatedSite

    static let path = "/account/profile/names"
    static let title = Wording(fa: "تغییر نام", en: "Change my names")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let person = try await site.reader(request)
        guard person.level == .claimed else {
            return site.respond(Self.proven, to: request)
        }
        let name = person.name
        let submitted = SubmittedForm([
            NameFields.firstFa.name: name.firstFa, NameFields.lastFa.name: name.lastFa,
            NameFields.firstEn.name: name.firstEn, NameFields.lastEn.name: name.lastEn,
        ])
        return site.respond(Self.page(submitted), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form.read(request.fields)
        if submitted.faults.isEmpty {
            do {
                let outcome = try await site.app.domain.people.changeName(
                    to: try NameFields.read(submitted),
                    of: try request.requireSession().person,
                    network: request.context.network.text,
                    at: request.now
                )
                switch outcome {
                case .changed: return site.redirect(to: ProfilePage.path, request)
                case .proven: return site.respond(Self.proven, to: request, status: .conflict)
                }
            } catch let fault as FieldFault {
                submitted.faults = [fault]
            }
        }
        return site.refuse(Self.page(submitted), submitted.faults, to: request)
    }
}

/// The form and the texts of the page.
extension NamesPage {
    private static let form = PageForm(
        to: path,
        NameFields.all,
        button: Wording(fa: "ثبت نام", en: "Store the names")
    )

    private static func page(_ submitted: SubmittedForm) -> Page {
        .of([.paragraph(introduction), .form(form, submitted)], at: path, titled: title)
    }

    private static let proven = Page.of(
        [
            .paragraph(correction),
            .links([(ProfilePage.path, ProfilePage.title, nil)]),
        ],
        at: path,
        titled: title
    )

    private static let introduction = Prose(
        fa: """
            نام را همان‌گونه بنویسید که در شناسنامه یا گذرنامه است؛ با ثبت احوال مقایسه می‌شود. پس از تأیید هویت دیگر خودتان \
            نمی‌توانید آن را عوض کنید.
            """,
        en: """
            Enter the names as in your identity document; they are compared with the registers. After your identity is proven \
            you cannot change them yourself.
            """
    )

    /// How a proven name is corrected.
    static let correction = Prose(
        fa: """
            هویت شما تأیید شده است و نام و تاریخ تولد را خودتان نمی‌توانید عوض کنید. اگر نامتان در شناسنامه یا گذرنامه عوض \
            شده یا اشتباه ثبت شده است، با مدرک هویتی به دانشگاه، کنسولگری یا دفتر سازمان بروید: دو گواه مدرک را می‌بینند و نام \
            تازه را ثبت می‌کنند. نام پیشین هم می‌ماند.
            """,
        en: """
            Your identity is proven, and you cannot change names and birth date yourself. If your name was changed in your \
            identity document or is stored wrongly, go with the document to a university, a consulate or an office of the \
            organisation: two attesters see it and store the new name. The former name is kept.
            """
    )
}

/// The language of the messages to the reader.
struct LanguagePage: GatedPage {
    let site: GatedSite

    static let path = "/account/profile/language"
    static let title = Wording(fa: "زبان پیام‌ها", en: "Language of messages")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let person = try await site.reader(request)
        let submitted = SubmittedForm([Self.language.name: person.language.rawValue])
        return site.respond(Self.page(submitted), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let submitted = Self.form.read(request.fields)
        guard submitted.faults.isEmpty,
            let language = MessageLanguage(rawValue: submitted[Self.language.name])
        else { return site.refuse(Self.page(submitted), submitted.faults, to: request) }
        try await site.app.domain.people.changeLanguage(
            to: language,
            of: try request.requireSession().person,
            network: request.context.network.text,
            at: request.now
        )
        return site.redirect(to: ProfilePage.path, request)
    }

    private static let form = PageForm(
        to: path,
        [language],
        button: Wording(fa: "ثبت زبان", en: "Store the language")
    )

    private static let language = PageField(
        "language",
        .choice(MessageLanguage.allCases.map { .init($0.rawValue, $0.title) }),
        label: Wording(
            fa: "پیامک و ایمیل به چه زبانی باشد؟",
            en: "In which language do you want text messages and e-mails?"
        ),
        required: Wording(fa: "زبان را انتخاب کنید.", en: "Choose the language.")
    )

    private static func page(_ submitted: SubmittedForm) -> Page {
        .of([.form(form, submitted)], at: path, titled: title)
    }
}

extension MessageLanguage {
    /// The name of the language.
    var title: Wording {
        switch self {
        case .fa: Wording(fa: "فارسی", en: "Persian")
        case .en: Wording(fa: "انگلیسی", en: "English")
        }
    }
}

extension GatedSite {
    /// Returns the reader as a person.
    func reader(_ request: PageRequest) async throws -> Person {
        guard let person = try await app.domain.people.person(request.requireSession().person)
        else { throw Problem.notFound }
        return person
    }
}
