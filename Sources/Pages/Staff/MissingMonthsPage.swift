import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The institutions whose head has not confirmed the month before, for SAORG.
struct MissingMonthsPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/months"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "تأییدهای ماهانهٔ مانده", en: "Missing monthly confirmations")
    /// The institutions that the page shows: with more, the first ones suffice to act.
    private static let shown = 500

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let month = ConfirmedMonth(of: request.now.tehranDate).previous
        let codes = try await site.app.domain.roles.unconfirmed(month)
        let due = MonthlyConfirmation.due(of: month)
        let (name, date) = (month.name, PersianTime.date(MonthlyConfirmation.lastDay(of: month)))
        let isLate = request.now >= due
        var blocks: [PageBlock] = [
            .notice(
                codes.isEmpty ? .good : isLate ? .bad : .wait,
                Prose(
                    fa: """
                        \(.isolated(name.fa)): \(.isolated(PersianNumber.grouped(codes.count))) دانشگاه هنوز تأیید نکرده است؛ \
                        مهلت \(.isolated(date.fa)) \(isLate ? "بود" : "است").
                        """,
                    en: """
                        \(.isolated(name.en)): \(.isolated(PersianNumber.groupedInEnglish(codes.count))) institutions have not \
                        confirmed; \(isLate ? "it was due on" : "due on") \(.isolated(date.en)).
                        """
                )
            )
        ]
        if !codes.isEmpty { blocks.append(try await table(codes.prefix(Self.shown), month)) }
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private func table(
        _ codes: some Sequence<String>,
        _ month: ConfirmedMonth
    ) async throws -> PageBlock {
        var rows: [[PageValue]] = []
        for code in codes {
            let last = try await site.app.domain.roles.monthlyConfirmations(of: code, limit: 1)
                .first
            let name = try await site.organisationName(code)
            let path = OrganisationPage.path(of: code)
            rows.append([
                .prose(fa: "\(.link(name.fa, to: path))", en: "\(.link(name.en, to: path))"),
                (last?.month).map { .wording($0.name) }
                    ?? .wording(fa: "هنوز هیچ ماهی", en: "no month yet"),
            ])
        }
        return .table(
            PageTable(
                titled: .wording(Self.title),
                columns: [
                    .wording(fa: "دانشگاه", en: "Institution"),
                    .wording(fa: "آخرین ماه تأییدشده", en: "Last confirmed month"),
                ],
                rows: rows
            )
        )
    }
}
