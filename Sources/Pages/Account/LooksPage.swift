import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import Web

/// Who of SAORG and of other staff has looked at the reader's data outside of a case, newest first, each with the reason.
struct LooksPage: GatedPage {
    let site: GatedSite

    static let path = "/account/looks"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "چه کسی از کارکنان نگاه کرده است", en: "Which staff has looked")

    private static let cursor = "after"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let (person, numbers) = try await site.holder(request)
        let domain = site.app.domain
        let rows = try await domain.registry.rows(heldBy: numbers)
        let objects =
            [AuditObject(.person, person.id)] + rows.map { AuditObject(.graduate, $0) }
        let after = request.query(Self.cursor).flatMap { AuditCursor(parsing: $0) }
        let found = try await domain.auditTrail.views(of: objects, after: after)
        var blocks: [PageBlock] = [.paragraph(Self.introduction)]
        if found.entries.isEmpty {
            blocks.append(.paragraph(Self.none))
        } else {
            blocks.append(.table(try await table(found.entries)))
        }
        blocks.append(
            .pager(
                Pager(
                    first: after == nil ? nil : Self.path,
                    next: found.next.map {
                        "\(Self.path)?\(Self.cursor)=\("\($0)".percentEncoded)"
                    }
                )
            )
        )
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private func table(_ entries: [AuditEntry]) async throws -> PageTable {
        var rows: [[PageValue]] = []
        for entry in entries {
            rows.append([
                .wording(PersianTime.moment(entry.at)), .wording(try await who(entry)),
                .wording(Self.what(entry)), .prose(SearchReason.wording(ofDetail: entry.detail)),
            ])
        }
        return PageTable(
            titled: .wording(Self.title),
            columns: [
                .wording(fa: "زمان", en: "Time"), .wording(fa: "چه کسی", en: "Who"),
                .wording(fa: "چه چیزی", en: "What"), .wording(fa: "علت", en: "Reason"),
            ],
            rows: rows
        )
    }

    /// The role and the organisation of the person who looked, never the name.
    private func who(_ entry: AuditEntry) async throws -> Wording {
        guard entry.actor.hasPrefix(Self.person) else {
            return Wording(fa: "سامانه", en: "The system")
        }
        let id = PersonID(String(entry.actor.dropFirst(Self.person.count)))
        guard let grant = try await site.app.domain.roles.grants(of: id).first else {
            return Wording(fa: "کارمند پیشین سازمان", en: "A former member of staff")
        }
        let name = try await site.organisationName(grant.organisation)
        return Wording(
            fa: "\(grant.role.name.fa)، \(name.fa)",
            en: "\(grant.role.name.en), \(name.en)"
        )
    }

    private static func what(_ entry: AuditEntry) -> Wording {
        switch (entry.object.kind, entry.action) {
        case (.graduate, _):
            Wording(fa: "سابقهٔ تحصیلی شما در بانک", en: "Your record in the data bank")
        case (_, "state-viewed"):
            Wording(fa: "وضعیت درخواست شما", en: "The state of your request")
        case (_, "found"): Wording(fa: "حساب شما در جست‌وجو", en: "Your account, in a search")
        default: Wording(fa: "حساب شما", en: "Your account")
        }
    }

    private static let person = "person:"
    private static let introduction = Prose(
        fa: """
            کارکنانی که بیرون از پرونده‌های شما به اطلاعات شما نگاه کرده‌اند. کسانی که پروندهٔ شما را بررسی می‌کنند در \
            همان پرونده آمده‌اند.
            """,
        en: """
            Staff who looked at your data outside of your cases. Those who work at a case of yours are listed in that case.
            """
    )
    private static let none = Prose(fa: "کسی نگاه نکرده است.", en: "There is no such view.")
}
