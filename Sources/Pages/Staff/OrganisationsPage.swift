import Accounts
import HTTPTypes
import Hummingbird
import Persian
import VerifyCore
import Web

/// Every organisation, for SAORG.
struct OrganisationsPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/organisations"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "سازمان‌ها", en: "Organisations")

    /// The organisations of one page.
    private static let most = 50
    /// The parameter with the code after which a page begins.
    private static let after = "after"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let after = request.query(Self.after)
        let found = try await site.app.domain.roles.organisations(
            after: after,
            limit: Self.most + 1
        )
        var rows: [[PageValue]] = []
        for organisation in found.prefix(Self.most) {
            rows.append(try await row(of: organisation, request))
        }
        let last = found.count > Self.most ? found[Self.most - 1].code : nil
        let pager = Pager(
            first: after == nil ? nil : Self.path,
            next: last.map { "\(Self.path)?\(Self.after)=\($0)" }
        )
        var blocks: [PageBlock] = [
            .table(
                PageTable(
                    titled: .wording(Self.title),
                    columns: [
                        .wording(fa: "کد", en: "Code"), .wording(fa: "نام", en: "Name"),
                        .wording(fa: "نوع", en: "Kind"), .wording(fa: "وضع", en: "State"),
                    ],
                    rows: rows
                )
            ),
            .pager(pager),
        ]
        if try request.requireAuthority().has(.administrator) {
            blocks.append(.links([(NewOrganisationPage.path, NewOrganisationPage.title, nil)]))
        }
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private func row(
        of organisation: Organisation,
        _ request: PageRequest
    ) async throws -> [PageValue] {
        let link = RichText.Element.link(
            organisation.code,
            to: OrganisationPage.path(of: organisation.code)
        )
        return [
            .prose(Prose("\(link)")),
            try await site.name(ofOrganisation: organisation.code),
            .wording(organisation.kind.title),
            .wording(organisation.state(at: request.now)),
        ]
    }
}

extension Organisation.Kind {
    /// The name of the kind.
    var title: Wording {
        switch self {
        case .institution: Wording(fa: "دانشگاه یا مؤسسه", en: "Institution")
        case .unit: Wording(fa: "واحد سازمان", en: "Unit of SAORG")
        case .outside: Wording(fa: "دستگاه بیرونی", en: "Outside office")
        case .verifier: Wording(fa: "استعلام‌کننده", en: "Verifier")
        }
    }
}

extension Organisation {
    /// Whether it is open, in words; a row that was edited by hand is named as such.
    func state(at now: Timestamp) -> Wording {
        if seal != .intact {
            return Wording(fa: "با مهر خود نمی‌خواند", en: "does not match its seal")
        }
        return isOpen(at: now)
            ? Wording(fa: "باز", en: "open") : Wording(fa: "تعطیل", en: "closed")
    }
}
