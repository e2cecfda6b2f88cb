import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// One degree of the reader: its status, code, QR code, facts, history and versions.
struct DegreePage: GatedPage {
    let site: GatedSite

    static let path = "/degrees/:id"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let details = try await site.heldDegree(request)
        let requests = try await requests(about: details.held.degree, request)
        return site.respond(try Self.page(of: details, requests), to: request)
    }

    /// The services that begin at a degree in force, as far as they are offered.
    private func requests(about degree: IssuedDegree, _ request: PageRequest) async throws -> [Door]
    {
        guard degree.status == .active else { return [] }
        let (cases, ports) = (site.app.domain.cases, site.app.domain.ports)
        let person = try request.requireSession().person
        var doors: [Door] = []
        for service in ports.subjects.ofDegrees.compactMap({ cases.catalog.newest($0) }) {
            let standing = try await cases.standing(of: person, for: service, at: request.now)
            guard standing == .open else { continue }
            let path = RequestAddress.path(of: service.id, about: degree.id)
            doors.append((path, service.title, Self.aboutRequest))
        }
        return doors
    }

    private static func page(of details: HeldDegreeDetails, _ requests: [Door]) throws -> Page {
        let (degree, record) = (details.held.degree, details.held.record)
        let wording = HeldDegreeWording(degree.status)
        let path = DegreeAddress.path(of: degree.id)
        var page = Page(
            "degree",
            at: path,
            titled: details.held.title,
            texts,
            [
                "face": VerdictBadge(degree.status.verdict).value,
                "word": .prose(details.held.name),
                "heading": .wording(wording.title),
                "message": .wording(wording.message),
                "code": .prose(Prose(.code(degree.code.digits))),
                "facts": SummaryList(HeldDegreeRows.rows(of: record)).value,
                "qr": .markup(try QRCode(degree.qrText).svg()),
                "files": files(of: degree.id),
                "doors": .list((doors(of: degree) + requests).map(door)),
                "history": Timeline(
                    details.events.map { .init($0.kind.title, at: $0.at) }
                ).value,
                "versions": versions(details.versions),
            ]
        )
        page.isPrivate = true
        return page
    }

    private static func files(of id: String) -> PageValue {
        let svg = DegreeAddress.path(of: id, "/qr.svg")
        let png = DegreeAddress.path(of: id, "/qr.png")
        return .prose(
            fa: "کد QR برای دانلود: \(.file("SVG", at: svg))، \(.file("PNG", at: png))",
            en: "Download the QR code: \(.file("SVG", at: svg)), \(.file("PNG", at: png))"
        )
    }

    private typealias Door = (path: String, title: Wording, text: Wording)

    private static func door(_ link: Door) -> PageValue {
        [
            "path": .text(link.path), "words": .wording(link.title), "text": .wording(link.text),
        ]
    }

    private static func versions(_ versions: [HeldDegree]) -> PageValue {
        if versions.isEmpty { return false }
        return [
            "items": .list(
                versions.map { version in
                    let path = DegreeAddress.path(of: version.degree.id)
                    let date = PersianTime.date(version.degree.issuedAt.tehranDate)
                    let status = HeldDegreeWording(version.degree.status).title
                    return .prose(
                        fa: "\(.link("نسخهٔ صادرشده در \(date.fa)", to: path)): \(status.fa)",
                        en: "\(.link("The version issued on \(date.en)", to: path)): \(status.en)"
                    )
                }
            )
        ]
    }
}

/// The links and texts of the page.
extension DegreePage {
    private static let aboutRequest = Wording(
        fa: "اگر مقداری اشتباه ثبت شده یا نامتان عوض شده است",
        en: "If a value was recorded wrongly, or your name was changed"
    )

    private static func doors(of degree: IssuedDegree) -> [Door] {
        let shares = (
            DegreeAddress.path(of: degree.id, "/shares"), SharesPage.title,
            Wording(
                fa: "نشان دادن مشخصات دلخواه به یک نفر، برای مدتی معین",
                en: "Show chosen fields to a reader, for a limited time"
            )
        )
        let views = (
            DegreeAddress.path(of: degree.id, "/views"), ViewsPage.title,
            Wording(
                fa: "چه کسانی بیش از نام کوتاه‌شده دیده‌اند",
                en: "Who has seen more than the masked name"
            )
        )
        guard degree.status == .active else { return [shares, views] }
        let certificate = (
            DegreeAddress.path(of: degree.id, "/certificate"), CertificatePage.title,
            Wording(fa: "یک برگ A4 با کد صحت و QR", en: "One A4 sheet with code and QR")
        )
        return [certificate, shares, views]
    }

    private static let texts: [String: PageValue] = [
        "codeTitle": .wording(fa: "کد صحت", en: "Authenticity code"),
        "factsTitle": .wording(fa: "مشخصات ثبت‌شده", en: "What the register says"),
        "qrTitle": .wording(fa: "کد QR این مدرک", en: "QR code of this degree"),
        "aboutQR": .wording(
            fa:
                "دوربین هر گوشی این کد را می‌خواند و صفحهٔ رسمی بررسی را باز می‌کند. نام، رشته و تاریخ در آن خواناست.",
            en: """
                The camera of any phone reads this code and opens the official page of the check. Name, field and date \
                can be read in it.
                """
        ),
        "doorsTitle": .wording(fa: "کارها", en: "What you can do"),
        "historyTitle": .wording(fa: "چه گذشته است", en: "History"),
        "versionsTitle": .wording(
            fa: "نسخه‌های دیگر همین مدرک",
            en: "Other versions of the same document"
        ),
        "standing": .wording(PaperStanding.wording),
        "back": .prose(
            fa: "\(.link("همهٔ مدرک‌های من", to: DegreesPage.path))",
            en: "\(.link("All my degrees", to: DegreesPage.path))"
        ),
    ]
}
