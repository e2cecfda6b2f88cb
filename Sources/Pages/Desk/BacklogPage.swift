import Casework
import HTTPTypes
import Hummingbird
import Persian
import VerifyCore
import Web

/// What is late or stuck anywhere, each with what to do about it, for administrators and auditors.
struct BacklogPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/backlog"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "کارهای گیرکرده", en: "What is stuck")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let lines = try await lines(request)
        let stuck = lines.filter { $0.count > 0 && $0.isFault }
        let notice: PageBlock =
            stuck.isEmpty
            ? .notice(.good, Prose(fa: "هیچ چیز گیر نکرده است.", en: "Nothing is stuck."))
            : .notice(.wait, Self.attention(stuck.count))
        let rows = lines.map { line -> [PageValue] in
            [.wording(line.name), .number(line.count), line.count > 0 ? .prose(line.advice) : "–"]
        }
        let table = PageTable(
            titled: .wording(Self.title),
            columns: [
                .wording(fa: "چه چیزی", en: "What"), .wording(fa: "چند", en: "How many"),
                .wording(fa: "چه باید کرد", en: "What to do"),
            ],
            rows: rows
        )
        return site.respond(
            .of([notice, .table(table)], at: Self.path, titled: Self.title),
            to: request
        )
    }

    /// A count with what to do about it.
    private struct Line {
        let name: Wording
        let count: Int
        let advice: Prose
        /// Whether the count is a fault rather than a number of work.
        var isFault = true
    }

    private func lines(_ request: PageRequest) async throws -> [Line] {
        let domain = site.app.domain
        let backlog = try await domain.cases.backlog(at: request.now)
        let silent = try await domain.cases.silentCases(limit: Cases.listed).count
        return Self.lines(backlog, silent: silent)
            + Self.lines(
                unknown: try await domain.outbox.count(of: .unknown),
                failed: try await domain.outbox.count(of: .failed),
                hasDataKey: domain.keyring.current.activeDataKey != nil
            )
    }

    private static func attention(_ count: Int) -> Prose {
        Prose(
            fa: "\(PersianNumber.plain(count)) مورد رسیدگی می‌خواهد.",
            en: "Lines that need attention: \(String(count))."
        )
    }
}

/// The lines of cases and cartables.
extension BacklogPage {
    private static func lines(_ backlog: CaseBacklog, silent: Int) -> [Line] {
        let without = backlog.withoutHolder.values.reduce(0, +)
        return [
            Line(
                name: Wording(fa: "پرونده‌های باز", en: "Open cases"),
                count: backlog.open,
                advice: Prose(fa: "کار عادی", en: "Ordinary work"),
                isFault: false
            ),
            Line(
                name: Wording(fa: "پرونده‌های دیرشده", en: "Late cases"),
                count: backlog.late,
                advice: Prose(
                    fa: "به دفترها و واحد خدمت یادآوری رفته است.",
                    en: "The offices and the unit were reminded."
                )
            ),
            Line(
                name: Wording(fa: "پرونده‌های بسیار دیر", en: "Far late cases"),
                count: backlog.farLate,
                advice: Prose(
                    fa: "با رئیس آن دانشگاه تماس بگیرید.",
                    en: "Call the head of the university."
                )
            ),
            Line(
                name: Wording(fa: "دانشگاه بی‌پاسخ", en: "Cases of silent universities"),
                count: silent,
                advice: Prose(
                    fa: "\(.link("رسیدگی در سازمان", to: SilentCasesPage.path))",
                    en: "\(.link("Decide in SAORG", to: SilentCasesPage.path))"
                )
            ),
            Line(
                name: Wording(fa: "کارتابل بی مسئول", en: "Cartables without a holder"),
                count: without,
                advice: cartables,
                isFault: false
            ),
            Line(
                name: Wording(
                    fa: "کارتابل بی مسئول پس از مهلت",
                    en: "Cartables without a holder past their due"
                ),
                count: backlog.overdueCartables,
                advice: cartables
            ),
            Line(
                name: Wording(fa: "زمان‌سنج‌های عقب‌مانده", en: "Timers that did not fire"),
                count: backlog.overdueTimers,
                advice: Prose(
                    fa: "آیا سامانه کار می‌کند؟ «\(.latin("verify-cli cases check"))» را اجرا کنید.",
                    en: "Does the daemon run? Use \(.latin("verify-cli cases check"))."
                )
            ),
            Line(
                name: Wording(
                    fa: "تعریف خدمت که این نسخه ندارد",
                    en: "Definitions that this version lacks"
                ),
                count: backlog.missingDefinitions.count,
                advice: Prose("\(.latin(backlog.missingDefinitions.joined(separator: " ")))")
            ),
        ]
    }

    private static func lines(unknown: Int, failed: Int, hasDataKey: Bool) -> [Line] {
        [
            Line(
                name: Wording(
                    fa: "پیام‌هایی که رسیدنشان معلوم نیست",
                    en: "Messages whose delivery is unknown"
                ),
                count: unknown,
                advice: outbox
            ),
            Line(
                name: Wording(fa: "پیام‌های نرفته", en: "Messages that failed"),
                count: failed,
                advice: outbox
            ),
            Line(
                name: Wording(fa: "کلید دادهٔ در دسترس نیست", en: "No usable data key"),
                count: hasDataKey ? 0 : 1,
                advice: Prose("\(.latin("verify-cli keys list"))")
            ),
        ]
    }

    private static let cartables = Prose(
        fa: "\(.link("فهرست کارتابل‌ها", to: MissingCartablesPage.path))",
        en: "\(.link("The list of cartables", to: MissingCartablesPage.path))"
    )
    private static let outbox = Prose(
        fa: "«\(.latin("verify-cli outbox list"))» را اجرا کنید.",
        en: "Use \(.latin("verify-cli outbox list"))."
    )
}
