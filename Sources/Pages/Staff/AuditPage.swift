import Accounts
import Hummingbird
import Persian
import VerifyCore
import Web

/// The search of the audit trail; the filters are in the address.
struct AuditPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/audit"
    static let title = Wording(fa: "سابقهٔ رویدادها", en: "Audit trail")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        var texts: [String: String] = [:]
        for field in Self.fields { texts[field.name] = request.query(field.name) }
        let found = try await site.app.domain.auditTrail.search(
            Self.query(texts),
            after: request.query(Self.cursor).flatMap { AuditCursor(parsing: $0) }
        )
        let filters = Self.filters(texts)
        let next = found.next.map { cursor in
            let rest = filters.map { "&\($0)" } ?? ""
            return "\(Self.path)?\(Self.cursor)=\("\(cursor)".percentEncoded)\(rest)"
        }
        let first = filters.map { "\(Self.path)?\($0)" } ?? Self.path
        let isFirst = request.query(Self.cursor) == nil
        return site.respond(
            .of(
                [
                    .form(Self.form, SubmittedForm(texts)), .table(Self.table(found.entries)),
                    .pager(Pager(first: isFirst ? nil : first, next: next)),
                ],
                at: Self.path,
                titled: Self.title
            ),
            to: request
        )
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let submitted = Self.form.read(request.fields)
        guard submitted.faults.isEmpty else {
            let page = Page.of([.form(Self.form, submitted)], at: Self.path, titled: Self.title)
            return site.refuse(page, submitted.faults, to: request)
        }
        let filters = Self.filters(submitted.texts).map { "?\($0)" } ?? ""
        return site.redirect(to: Self.path + filters, request)
    }

    private static let cursor = "after"

    /// Returns the filters as a query; nil for none.
    private static func filters(_ texts: [String: String]) -> String? {
        let pairs = fields.compactMap { field -> String? in
            guard let text = texts[field.name], !text.isEmpty else { return nil }
            return "\(field.name)=\(text.percentEncoded)"
        }
        return pairs.isEmpty ? nil : pairs.joined(separator: "&")
    }

    private static func query(_ texts: [String: String]) -> AuditQuery {
        var query = AuditQuery()
        if let kind = texts[kind.name].flatMap(AuditObject.Kind.init(rawValue:)),
            let id = texts[object.name], !id.isEmpty
        {
            query.object = AuditObject(kind, id)
        }
        if let actor = texts[actor.name], !actor.isEmpty { query.actor = actor }
        if let action = texts[action.name], !action.isEmpty { query.action = action }
        return query
    }
}

/// The parts of the page.
extension AuditPage {
    private static let fields = [kind, object, actor, action]

    private static let form = PageForm(
        to: path,
        fields,
        button: Wording(fa: "جست‌وجو", en: "Search")
    )

    private static let kind = PageField(
        "kind",
        .choice(
            AuditObject.Kind.allCases.map {
                .init($0.rawValue, Wording(fa: $0.rawValue, en: $0.rawValue))
            }
        ),
        label: Wording(fa: "نوع موضوع", en: "Kind of object")
    )
    private static let object = field("object", Wording(fa: "شناسهٔ موضوع", en: "Id of the object"))
    private static let actor = field(
        "actor",
        Wording(fa: "انجام‌دهنده، مانند person:…", en: "Origin, such as person:…")
    )
    private static let action = field(
        "action",
        Wording(fa: "کار، مانند viewed", en: "Action, such as viewed")
    )

    private static func field(_ name: String, _ label: Wording) -> PageField {
        PageField(name, .latin, label: label, limit: 100)
    }

    private static func table(_ entries: [AuditEntry]) -> PageTable {
        PageTable(
            titled: .wording(title),
            columns: [
                .wording(fa: "زمان", en: "Time"), .wording(fa: "کار", en: "Action"),
                .wording(fa: "موضوع", en: "Object"), .wording(fa: "انجام‌دهنده", en: "Origin"),
                .wording(fa: "جزئیات", en: "Detail"), .wording(fa: "مهر", en: "Seal"),
            ],
            rows: entries.map(row)
        )
    }

    private static func row(of entry: AuditEntry) -> [PageValue] {
        let isIntact = entry.seal == .intact
        return [
            .wording(PersianTime.moment(entry.at)), .prose(Prose("\(.latin(entry.action))")),
            .prose(Prose("\(.latin("\(entry.object.kind.rawValue) \(entry.object.id)"))")),
            .prose(Prose("\(.latin(entry.actor))")), .prose(Prose("\(.isolated(entry.detail))")),
            isIntact
                ? .wording(fa: "درست", en: "intact")
                : .wording(fa: "نمی‌خواند", en: "does not match"),
        ]
    }
}
