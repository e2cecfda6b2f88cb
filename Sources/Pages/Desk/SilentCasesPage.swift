import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The cases whose office stayed silent, for the unit that may decide in its place, and how often each organisation did.
struct SilentCasesPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/silent"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "دانشگاه‌های بی‌پاسخ", en: "Universities that stay silent")

    /// The days of the count by organisation.
    private static let countedDays: Int64 = 365

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let cases = site.app.domain.cases
        let cursor = CartableList.Cursor(request.query("after"))
        let files = try await cases.silentCases(after: cursor)
        let start = request.now.adding(seconds: -Self.countedDays * 86_400)
        let counts = try await cases.silences(since: start)
        var blocks: [PageBlock] = [.paragraph(introduction)]
        if files.isEmpty {
            blocks.append(.notice(.good, Self.none))
        } else {
            blocks.append(.table(try await table(files, request)))
        }
        let next =
            files.count == Inbox.pageSize ? files.last.flatMap(CartableList.Cursor.init) : nil
        blocks.append(
            .pager(
                Pager(
                    first: cursor == nil ? nil : Self.path,
                    next: next.map { "\(Self.path)?after=\($0.text)" }
                )
            )
        )
        if !counts.isEmpty {
            blocks.append(.title("counts", Self.counted))
            blocks.append(.table(try await table(counts)))
        }
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private func table(_ files: [CaseFile], _ request: PageRequest) async throws -> PageTable {
        var rows: [[PageValue]] = []
        for file in files {
            let service = site.app.domain.cases.catalog[file.service, file.version]
            let title = service?.title ?? Wording(fa: file.service.text, en: file.service.text)
            let step =
                service?.step(file.step)?.title
                ?? Wording(fa: file.step.text, en: file.step.text)
            rows.append([
                .prose(Prose("\(.link(file.tracking, to: CasePage.path(of: file.id)))")),
                .wording(title), .wording(step),
                try await site.name(ofOrganisation: file.organisation.text),
                try await due(file, request),
            ])
        }
        return PageTable(
            titled: .wording(Self.title),
            columns: [
                .wording(fa: "کد پیگیری", en: "Tracking number"),
                .wording(fa: "خدمت", en: "Service"), .wording(fa: "مرحله", en: "Step"),
                .wording(fa: "دانشگاه", en: "University"), .wording(fa: "مهلت", en: "Due"),
            ],
            rows: rows
        )
    }

    private func due(_ file: CaseFile, _ request: PageRequest) async throws -> PageValue {
        guard let due = file.dueAt else { return "–" }
        return try await site.due(due, at: request.now)
    }

    private func table(_ counts: [SilenceCount]) async throws -> PageTable {
        var rows: [[PageValue]] = []
        for count in counts {
            rows.append([
                try await site.name(ofOrganisation: count.organisation.text),
                .number(count.silent), .number(count.waiting),
            ])
        }
        return PageTable(
            titled: .wording(Self.counted),
            columns: [
                .wording(fa: "دانشگاه", en: "University"),
                .wording(fa: "پرونده‌های بی‌پاسخ", en: "Cases without an answer"),
                .wording(fa: "هنوز منتظر", en: "Still waiting"),
            ],
            rows: rows
        )
    }

    private var introduction: Prose {
        let days = site.app.domain.cases.settings.silentDays
        return Prose(
            fa: """
                \(PersianNumber.plain(days)) روز کاری از مهلت این پرونده‌ها گذشته و دفتر دانشگاه پاسخ نداده است. یک نفر از \
                واحد مسئول خدمت رسیدگی را به سازمان می‌آورد؛ دو نفر از سازمان آن را بررسی و تأیید می‌کنند و این در کارنامهٔ \
                دانشگاه ثبت می‌شود.
                """,
            en: """
                The due day of these cases passed \(String(days)) work days ago, and the university's office has not answered. \
                A person of the unit brings a case to SAORG, where two persons review and confirm it; it is counted against \
                the university.
                """
        )
    }

    private static let none = Prose(
        fa: "اکنون هیچ پرونده‌ای در دانشگاهی بی‌پاسخ نمانده است.",
        en: "No case waits for a university that stays silent."
    )
    private static let counted = Wording(
        fa: "بی‌پاسخی در ۱۲ ماه گذشته",
        en: "Silence in the last 12 months"
    )
}
