import Accounts
import Persian
import Web

/// The staff who opened a person's data outside of a case, for that person: each view has a row of the audit trail.
struct StaffViews {
    private let entries: [AuditEntry]

    /// The most views that are shown.
    private static let limit = 50

    /// Reads the newest views of a person's data by others.
    static func load(of person: PersonID, _ site: GatedSite) async throws -> StaffViews {
        let found = try await site.app.domain.auditTrail.search(
            AuditQuery(object: AuditObject(.person, person), action: "viewed"),
            limit: limit
        )
        return StaffViews(entries: found.entries.filter { $0.actor != "person:\(person)" })
    }

    /// The table; nothing where there is no view.
    var blocks: [PageBlock] {
        guard !entries.isEmpty else { return [] }
        return [
            .title("staff", Self.title),
            .table(
                PageTable(
                    titled: .wording(Self.title),
                    columns: [
                        .wording(fa: "زمان", en: "Time"), .wording(fa: "چه کسی", en: "Who"),
                    ],
                    rows: entries.map { entry in
                        [.wording(PersianTime.moment(entry.at)), .wording(Self.staff)]
                    }
                )
            ),
        ]
    }

    private static let title = Wording(
        fa: "کارکنانی که حساب شما را بیرون از پرونده‌ها دیده‌اند",
        en: "Staff who opened your account outside of a case"
    )
    private static let staff = Wording(
        fa: "کارکنان سازمان امور دانشجویان",
        en: "Staff of the Organisation of Student Affairs"
    )
}
