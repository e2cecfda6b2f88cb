import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The services by their readers, each with whether it is open to the reader.
struct ServicesPage: GatedPage {
    let site: GatedSite

    static let path = "/services"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "خدمات", en: "Services")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        let cases = site.app.domain.cases
        var blocks: [PageBlock] = []
        for audience in Audience.allCases {
            var links: [(path: String, title: Wording, text: Wording?)] = []
            for service in cases.catalog.newest where service.audiences.contains(audience) {
                let standing = try await cases.standing(
                    of: session.person,
                    in: session.kind,
                    for: service,
                    at: request.now
                )
                guard standing.isListed else { continue }
                links.append(
                    (ServicePage.path(of: service.id), service.title, standing.summary)
                )
            }
            guard !links.isEmpty else { continue }
            blocks.append(.title("for-\(audience.rawValue)", audience.title))
            blocks.append(.links(links))
        }
        if blocks.isEmpty { blocks.append(.paragraph(Self.none)) }
        blocks.append(.links([(MyRequestsPage.path, MyRequestsPage.title, nil)]))
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private static let none = Prose(
        fa: "اکنون خدمتی عرضه نمی‌شود.",
        en: "No service is offered now."
    )
}

extension Audience {
    /// The readers, as the title of their services.
    fileprivate var title: Wording {
        switch self {
        case .graduates:
            Wording(fa: "برای دانش‌آموختگان و دانشجویان", en: "For graduates and students")
        case .institutions: Wording(fa: "برای دانشگاه‌ها و مراکز", en: "For institutions")
        case .organisations: Wording(fa: "برای سازمان‌ها", en: "For organisations")
        case .citizens: Wording(fa: "برای همه", en: "For everyone")
        }
    }
}

extension OpeningStanding {
    /// Whether a service is shown in the list: one that is offered to readers, or was until a short time ago.
    var isListed: Bool {
        switch self {
        case .open, .unproven, .otherReaders, .otherSession: true
        case .closed(let offer):
            switch offer.phase {
            case .on, .closing: true
            case .off, .trial, .closed: false
            }
        }
    }

    /// Whether it is open to the reader, in a few words.
    fileprivate var summary: Wording {
        switch self {
        case .open: Wording(fa: "برای شما باز است", en: "Open to you")
        case .unproven:
            Wording(
                fa: "پس از تأیید هویت برای شما باز می‌شود",
                en: "Opens to you once your identity is proven"
            )
        case .otherReaders:
            Wording(fa: "برای نقش شما نیست", en: "Not for your role")
        case .otherSession:
            Wording(fa: "پس از ورود با گذرواژه", en: "After a sign-in with your password")
        case .closed: Wording(fa: "اکنون بسته است", en: "Closed now")
        }
    }
}
