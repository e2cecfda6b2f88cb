import Accounts
import HTTPTypes
import Hummingbird
import Persian
import VerifyCore
import Web

/// What the service knows about the reader.
struct ProfilePage: GatedPage {
    let site: GatedSite

    static let path = "/account/profile"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "مشخصات من", en: "My profile")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let person = try await site.reader(request)
        let corrections = person.level == .matched ? NamesPage.correction : Self.corrections
        return site.respond(
            .of(
                [.summary(Self.summary(of: person)), .paragraph(corrections)],
                at: Self.path,
                titled: Self.title
            ),
            to: request
        )
    }

    private static func summary(of person: Person) -> SummaryList {
        let name = person.name
        var rows = [
            SummaryList.Row(
                Wording(fa: "نام فارسی", en: "Name in Persian"),
                value("\(name.firstFa) \(name.lastFa)"),
                change: NamesPage.path
            ),
            SummaryList.Row(
                Wording(fa: "نام لاتین", en: "Name in Latin letters"),
                value("\(name.firstEn) \(name.lastEn)"),
                change: NamesPage.path
            ),
        ]
        if !person.formerNames.isEmpty {
            rows.append(
                .init(Wording(fa: "نام‌های پیشین", en: "Former names"), value(person.formerNames))
            )
        }
        rows.append(
            .init(
                Wording(fa: "تاریخ تولد", en: "Date of birth"),
                .wording(PersianTime.date(person.birthDate))
            )
        )
        rows += person.numbers.map(Self.row)
        rows += [
            .init(
                Wording(fa: "شمارهٔ همراه", en: "Mobile number"),
                contact(person.mobile?.dialled, provenAt: person.mobileProvenAt),
                change: ContactPage.path
            ),
            .init(
                Wording(fa: "ایمیل", en: "E-mail address"),
                contact(person.email?.description, provenAt: person.emailProvenAt),
                change: ContactPage.path
            ),
            .init(
                LanguagePage.title,
                .wording(person.language.title),
                change: LanguagePage.path
            ),
        ]
        return SummaryList(rows)
    }

    private static func row(of number: PersonNumber) -> SummaryList.Row {
        let text = RichText.Element.latin(number.number.number)
        let (fa, en) =
            number.endedAt != nil
            ? ("پایان یافته", "ended")
            : number.isProven ? ("تأییدشده", "proven") : ("تأییدنشده", "not proven")
        return .init(
            number.number.kind.title,
            .prose(fa: "\(text) \(.soft(fa))", en: "\(text) \(.soft(en))")
        )
    }

    private static func value(_ text: String) -> PageValue {
        let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return trimmed.isEmpty ? .wording(none) : .prose(Prose("\(.isolated(trimmed))"))
    }

    private static func contact(_ text: String?, provenAt: Timestamp?) -> PageValue {
        guard let text else { return .wording(none) }
        guard provenAt == nil else { return .prose(Prose("\(.latin(text))")) }
        return .prose(
            fa: "\(.latin(text)) \(.soft("تأییدنشده"))",
            en: "\(.latin(text)) \(.soft("not proven"))"
        )
    }

    private static let none = Wording(fa: "ثبت نشده", en: "none")

    private static let corrections = Prose(
        fa: """
            تا هویت شما تأیید نشده است، نام را می‌توانید خودتان درست کنید. اگر شماره یا تاریخ تولد اشتباه است، از نو ثبت‌نام \
            کنید.
            """,
        en: """
            Until your identity is proven you can correct the names yourself. If the number or the birth date is wrong, \
            register again.
            """
    )
}
