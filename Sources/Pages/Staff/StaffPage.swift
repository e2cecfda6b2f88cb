import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The first page of staff: the roles of the reader, and the pages that they open.
struct StaffPage: GatedPage {
    let site: GatedSite

    static let path = "/staff"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "مسئولیت‌های من", en: "My roles")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let authority = try request.requireAuthority()
        var rows: [[PageValue]] = []
        for capacity in authority.capacities { rows.append(try await row(of: capacity)) }
        let waiting = try await site.app.domain.roles.proposals(
            waitingFor: authority.person,
            at: request.now
        )
        var blocks: [PageBlock] = [
            .table(
                PageTable(
                    titled: .wording(Self.title),
                    columns: [
                        .wording(fa: "نقش", en: "Role"), .wording(fa: "سازمان", en: "Organisation"),
                        .wording(fa: "به جای", en: "In the place of"),
                        .wording(fa: "تا", en: "Until"),
                    ],
                    rows: rows
                )
            )
        ]
        if !waiting.isEmpty {
            blocks.append(
                .notice(
                    .wait,
                    Prose(
                        fa: """
                            \(PersianNumber.grouped(waiting.count)) \(.link("پیشنهاد", to: ProposalsPage.path)) منتظر \
                            تصمیم شما است.
                            """,
                        en:
                            "\(.link("Proposals", to: ProposalsPage.path)) that wait for you: \(String(waiting.count))."
                    )
                )
            )
        }
        for code in Set(authority.capacities.map(\.organisation)).sorted() {
            if let window = try await site.accessWindow(of: code, at: request.now) {
                blocks.append(window)
            }
            blocks += try await site.duties(of: authority, in: code, at: request.now)
        }
        blocks.append(.links(links(of: authority)))
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private func row(of capacity: Authority.Capacity) async throws -> [PageValue] {
        var person: PageValue = ""
        if let other = capacity.behalfOf { person = try await site.name(of: other) }
        return [
            .wording(capacity.role.name),
            try await site.name(ofOrganisation: capacity.organisation),
            person,
            capacity.until.map { .wording(PersianTime.date($0.tehranDate)) } ?? "",
        ]
    }

    /// Returns the links to the pages that the reader's roles open.
    private func links(
        of authority: Authority
    ) -> [(path: String, title: Wording, text: Wording?)] {
        let codes = Set(authority.capacities.map(\.organisation)).sorted()
        var links: [(path: String, title: Wording, text: Wording?)] = codes.map { code in
            (
                OrganisationPage.path(of: code),
                Wording(fa: "همکاران \(code)", en: "People of \(code)"),
                Wording(fa: "نقش‌ها، دعوت‌نامه‌ها، جانشین‌ها", en: "Roles, invitations, deputies")
            )
        }
        for code in codes { links += InstitutionLinks.links(of: code, for: authority) }
        for (page, access) in GatedRoutes.table {
            guard let entry = page as? any StaffEntry.Type,
                case .roles(let roles) = access.readers,
                roles.contains(where: { authority.has($0) })
            else { continue }
            links.append((entry.path, entry.title, nil))
        }
        return links
    }
}

/// A page to which the first page of staff leads those readers whom the route table gives it to.
protocol StaffEntry: GatedPage {
    /// The title of the page.
    static var title: Wording { get }
}
