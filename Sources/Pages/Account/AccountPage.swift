import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The first page after the sign-in: who the reader is here, and what can be done.
struct AccountPage: GatedPage {
    let site: GatedSite

    static let path = AccountAddress.account
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "حساب من", en: "My account")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        guard let person = try await site.app.domain.people.person(session.person) else {
            throw Problem.notFound
        }
        var blocks: [PageBlock] = [.paragraph(Self.greeting(person)), Self.level(of: person)]
        if let authority = request.authority, !authority.capacities.isEmpty {
            blocks.append(.links([(StaffPage.path, StaffPage.title, Self.staffText)]))
        }
        blocks.append(.links(Self.links))
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private static func greeting(_ person: Person) -> Prose {
        let name = person.name
        let latin = name.lastEn.isEmpty ? name.full : "\(name.firstEn) \(name.lastEn)"
        return Prose(
            fa: "\(.isolated(name.full))، خوش آمدید.",
            en: "Welcome, \(.isolated(latin))."
        )
    }

    /// Returns how far the identity is known, and what the reader can do about it.
    private static func level(of person: Person) -> PageBlock {
        switch person.level {
        case .matched:
            .notice(.good, person.isAttested ? attested : matched)
        case .claimed:
            .notice(
                .wait,
                Prose(
                    fa: """
                        راه تماس شما تأیید شده و هویت شما هنوز نه. شکایت و پرسش ممکن است؛ برای درخواست‌ها \
                        \(.link("هویت خود را تأیید کنید", to: IdentityPage.path)).
                        """,
                    en: """
                        Your contact is proven, your identity is not yet. Complaints and questions are possible; for \
                        requests \(.link("prove your identity", to: IdentityPage.path)).
                        """
                )
            )
        }
    }

    private static let matched = Prose(
        fa: "هویت شما با ثبت احوال تطبیق داده شده است.",
        en: "Your identity is matched with the national registers."
    )
    private static let attested = Prose(
        fa: "دو گواه هویت شما را حضوری گواهی کرده‌اند.",
        en: "Two attesters confirmed your identity in your presence."
    )

    private static let staffText = Wording(
        fa: "مسئولیت‌های شما و کارهایی که منتظر شما است",
        en: "Your roles, and what waits for you"
    )

    private static let links: [(path: String, title: Wording, text: Wording?)] = [
        (
            DegreesPage.path, DegreesPage.title,
            Wording(
                fa: "کد صحت، گواهی، پیوند اشتراک، چه کسی دیده است",
                en: "Code, certificate, share links, who has looked"
            )
        ),
        (
            MyRequestsPage.path, MyRequestsPage.title,
            Wording(
                fa: "هر درخواست کجاست و شما چه باید بکنید",
                en: "Where each request is, and what you must do"
            )
        ),
        (
            ServicesPage.path, ServicesPage.title,
            Wording(fa: "درخواست تازه", en: "Start a request")
        ),
        (
            ProfilePage.path, ProfilePage.title,
            Wording(fa: "نام، شماره‌ها، راه تماس", en: "Names, numbers, contacts")
        ),
        (
            SessionsPage.path, SessionsPage.title,
            Wording(
                fa: "کجا وارد شده‌اید؛ پایان دادن به نشست‌ها",
                en: "Where you are signed in; end sessions"
            )
        ),
        (
            MyMessagesPage.path, MyMessagesPage.title,
            Wording(fa: "پیام‌هایی که برای شما فرستاده‌ایم", en: "What we have sent to you")
        ),
        (
            FactorsPage.path, FactorsPage.title,
            Wording(fa: "ورود بدون پیامک", en: "Sign in without text messages")
        ),
        (
            AcceptedTermsPage.path, AcceptedTermsPage.title,
            Wording(fa: "نسخه‌ای که پذیرفته‌اید", en: "The versions that you accepted")
        ),
        (
            LooksPage.path, LooksPage.title,
            Wording(fa: "با علت هر نگاه", en: "With the reason of each view")
        ),
        (
            DataPage.path, DataPage.title,
            Wording(
                fa: "هرچه دربارهٔ شما ثبت است، در یک فایل",
                en: "Everything stored about you, in one file"
            )
        ),
    ]
}

extension Person {
    /// Whether the identity is proven by attesters, and by no register.
    fileprivate var isAttested: Bool {
        let proven = numbers.filter(\.isProven)
        return !proven.isEmpty && proven.allSatisfy { $0.source == .attestation }
    }
}
