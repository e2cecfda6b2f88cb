import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import Web

/// Who has seen more of a degree than its code shows to everyone, newest first.
struct ViewsPage: GatedPage {
    let site: GatedSite

    static let path = "/degrees/:id/views"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "چه کسی دیده است", en: "Who has looked")

    /// The lines of a page.
    static let pageLimit = 50
    private static let cursor = "after"

    init(_ site: GatedSite) { self.site = site }

    static func path(of degree: String) -> String { DegreeAddress.path(of: degree, "/views") }

    func show(_ request: PageRequest) async throws -> Response {
        let held = try await site.heldDegree(request).held
        let id = held.degree.id
        let (person, numbers) = try await site.holder(request)
        let registry = site.app.domain.registry
        let after = request.query(Self.cursor).flatMap { AccessLog.Cursor(parsing: $0) }
        let log = try await registry.accessLog(
            ofDegree: id,
            heldBy: numbers,
            after: after ?? .newest,
            limit: Self.pageLimit
        )
        guard let log else { throw Problem.notFound }
        let shares = try await registry.shares(ofDegree: id, heldBy: numbers, at: request.now) ?? []
        let names = Dictionary(shares.map { ($0.id, SharesPage.name(of: $0)) }) { $1 }
        let path = Self.path(of: id)
        let staff = after == nil ? try await StaffViews.load(of: person.id, site).blocks : []
        let views: [PageBlock] = [
            .paragraph(held.name), .paragraph(Self.introduction),
            log.entries.isEmpty
                ? .paragraph(Self.none)
                : .table(Self.table(log, of: id, names)),
            .pager(
                Pager(
                    first: after == nil ? nil : path,
                    next: log.next.map { "\(path)?\(Self.cursor)=\("\($0)".percentEncoded)" }
                )
            ),
        ]
        let blocks = views + staff + [.links([(DegreeAddress.path(of: id), held.title, nil)])]
        return site.respond(.of(blocks, at: path, titled: Self.title), to: request)
    }

    private static func table(
        _ log: AccessLog,
        of degree: String,
        _ shares: [String: Wording]
    ) -> PageTable {
        PageTable(
            titled: .wording(title),
            columns: [
                .wording(fa: "زمان", en: "Time"), .wording(fa: "چه کسی", en: "Who"),
                .wording(fa: "برای چه", en: "Why"),
                .wording(fa: "موافق نبودید؟", en: "Not agreed?"),
            ],
            rows: zip(log.entries, log.references).map { entry, reference in
                let report = ViewReportPage.path(of: degree, reference)
                return [
                    .wording(PersianTime.moment(entry.at)), who(entry, shares), why(entry),
                    .prose(
                        fa: "\(.link("گزارش", to: report))",
                        en: "\(.link("Report", to: report))"
                    ),
                ]
            }
        )
    }

    private static func who(_ entry: AccessLogEntry, _ shares: [String: Wording]) -> PageValue {
        if let organisation = entry.organisation {
            return .prose(Prose("\(.isolated(organisation.name))"))
        }
        if let share = entry.share {
            guard let name = shares[share] else {
                return .wording(
                    fa: "دارندهٔ پیوندی که دیگر نیست",
                    en: "The reader of a link that no longer exists"
                )
            }
            // The name of a link begins a line in other lists.
            let link = name.en.prefix(1).lowercased() + name.en.dropFirst()
            return .wording(fa: "دارندهٔ \(name.fa)", en: "The reader of \(link)")
        }
        let count = PersianNumber.grouped(Int(clamping: entry.views))
        return .wording(
            fa: "\(count) بازدیدکنندهٔ ناشناس در این روز",
            en: "\(entry.views) unknown visitor\(entry.views == 1 ? "" : "s") on this day"
        )
    }

    private static func why(_ entry: AccessLogEntry) -> PageValue {
        if let consent = entry.consent {
            let (purpose, reference) = (consent.purpose, consent.reference)
            return .prose(
                fa: "\(.isolated(purpose)) \(.soft("رضایت‌نامهٔ اعلام‌شده: \(reference)"))",
                en: "\(.isolated(purpose)) \(.soft("declared consent: \(reference)"))"
            )
        }
        if entry.share != nil { return .wording(fa: "پیوند شما", en: "Your link") }
        return .wording(
            fa: "کد صحت با یکی از مشخصات شما",
            en: "The code with one of your details"
        )
    }

    private static let introduction = Prose(
        fa: """
            کسانی که با کد شما بیش از آنچه برای همه پیداست دیده‌اند. سازمان‌ها و پیوندها یک‌به‌یک می‌آیند؛ بازدیدکنندگان \
            ناشناس روزبه‌روز شمرده می‌شوند و از آن‌ها چیزی نمی‌دانیم.
            """,
        en: """
            Those who have seen more with your code than everyone may. Organisations and links are listed one by one; \
            unknown visitors are counted by the day, and nothing is known of them.
            """
    )
    private static let none = Prose(fa: "هنوز کسی ندیده است.", en: "No view is recorded yet.")
}
