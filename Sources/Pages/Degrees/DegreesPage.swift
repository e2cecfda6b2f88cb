import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The degrees of the reader.
struct DegreesPage: GatedPage {
    let site: GatedSite

    static let path = "/degrees"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "مدرک‌های من", en: "My degrees")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let (person, numbers) = try await site.holder(request)
        guard person.level == .matched else {
            return site.respond(
                .of([.notice(.wait, Self.notMatched)], at: Self.path, titled: Self.title),
                to: request
            )
        }
        let held = try await site.app.domain.registry.degrees(heldBy: numbers)
        var blocks: [PageBlock] = []
        if held.unreadable > 0 { blocks.append(.notice(.bad, Self.unreadable)) }
        if !held.degrees.isEmpty { blocks.append(.title("degrees", Self.withCode)) }
        blocks += held.degrees.map(Self.card)
        if held.degrees.isEmpty { blocks.append(.paragraph(Self.none)) }
        blocks.append(.paragraph(Self.missing))
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private static func card(_ held: HeldDegree) -> PageBlock {
        let path = DegreeAddress.path(of: held.degree.id)
        let title = held.title
        return .card(
            .prose(fa: "\(.link(title.fa, to: path))", en: "\(.link(title.en, to: path))"),
            SummaryList([
                .init(
                    Wording(fa: "وضع", en: "Status"),
                    .wording(HeldDegreeWording(held.degree.status).title)
                ),
                HeldDegreeRows.institution(held.record),
                HeldDegreeRows.row(of: .graduationDate, .date(held.record.graduationDate)),
                .init(
                    Wording(fa: "کد صحت", en: "Code"),
                    .prose(Prose(.code(held.degree.code.digits, .modest)))
                ),
            ]),
            []
        )
    }
}

/// The texts of the page.
extension DegreesPage {
    private static let notMatched = Prose(
        fa: """
            مدرک‌ها را پس از تأیید هویت نشان می‌دهیم، تا کسی با شمارهٔ شما به آن‌ها نرسد. \
            \(.link("هویت خود را تأیید کنید", to: AccountAddress.identity))؛ چند دقیقه بیشتر طول نمی‌کشد.
            """,
        en: """
            Degrees are shown after your identity is proven, so that no other person gets them with your number. \
            \(.link("Prove your identity", to: AccountAddress.identity)); it takes a few minutes.
            """
    )
    private static let withCode = Wording(fa: "دارای کد صحت", en: "With a code")
    private static let none = Prose(
        fa: "با شماره‌های شما مدرکی با کد صحت ثبت نشده است.",
        en: "No degree with a code is registered under your numbers."
    )
    private static let missing = Prose(
        fa: """
            مدرکی دارید که اینجا نیست؟ \(.link("چگونه برای آن کد بگیرم", to: "/about#no-code"))؛ \
            مدرک‌های برخی مراکز \(.link("جای دیگری ثبت می‌شود", to: "/about#others")).
            """,
        en: """
            Is one of your degrees missing? \(.link("How to get a code for it", to: "/about#no-code")); the degrees of \
            some institutions \(.link("are registered elsewhere", to: "/about#others")).
            """
    )
    private static let unreadable = Prose(
        fa: """
            دست‌کم یک مدرک شما اکنون قابل نمایش نیست و سازمان خبردار شده است. اگر فردا هم همین بود، با سازمان تماس بگیرید.
            """,
        en: """
            At least one of your degrees cannot be shown now, and the organisation is alerted. If it is the same \
            tomorrow, contact the organisation.
            """
    )
}
