import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The numbers of an organisation: what waits and is late at each cartable, and how long its cases took, by week or month.
struct NumbersPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/numbers"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "آمار ما", en: "Our numbers")
    private static let by = "by"
    private static let week = "week"

    init(_ site: GatedSite) { self.site = site }

    static func path(of code: String) -> String { "/staff/organisations/\(code)/numbers" }

    func show(_ request: PageRequest) async throws -> Response {
        let organisation = try await site.organisation(request)
        let isByWeek = request.query(Self.by) == Self.week
        let periods =
            isByWeek
            ? NumberPeriods.weeks(until: request.now) : NumberPeriods.months(until: request.now)
        let numbers = try await site.app.domain.cases.numbers(
            of: OrganisationCode(organisation.code),
            in: periods,
            at: request.now
        )
        let path = Self.path(of: organisation.code)
        var blocks: [PageBlock] = [
            .paragraph(Self.introduction), waitingTable(numbers.waiting),
            .title("closed", Wording(fa: "پرونده‌های پایان‌یافته", en: "Closed cases")),
            .paragraph(Self.choice(isByWeek: isByWeek, path)),
        ]
        blocks.append(closedTable(numbers.closed, isByWeek: isByWeek))
        blocks += stepTable(numbers.steps)
        let name = try await site.organisationName(organisation.code)
        let title = Wording(fa: "آمار \(name.fa)", en: "Numbers of \(name.en)")
        return site.respond(.of(blocks, at: path, titled: title), to: request)
    }

    private static let introduction = Prose(
        fa: """
            زمان هر پرونده از فرستادن درخواست تا پایان آن، همهٔ روزها با هم. «میانه» یعنی نیمی از پرونده‌ها زودتر پایان یافت \
            و «۹۰٪» یعنی از هر ده پرونده نُه پرونده در این زمان پایان یافت.
            """,
        en: """
            The time of a case is from the request to its end, all days counted. Half of the cases ended within the \
            median, nine of ten within the time of 90 %.
            """
    )

    private static func choice(isByWeek: Bool, _ path: String) -> Prose {
        isByWeek
            ? Prose(
                fa: "هفته به هفته · \(.link("ماه به ماه", to: path))",
                en: "By week · \(.link("by month", to: path))"
            )
            : Prose(
                fa: "ماه به ماه · \(.link("هفته به هفته", to: "\(path)?by=week"))",
                en: "By month · \(.link("by week", to: "\(path)?by=week"))"
            )
    }
}

/// The tables of the page.
extension NumbersPage {
    private func waitingTable(_ waiting: [OrganisationNumbers.Waiting]) -> PageBlock {
        let title = Wording(fa: "منتظر در کارتابل‌ها", en: "Waiting in the cartables")
        guard !waiting.isEmpty else {
            return .paragraph(
                Prose(fa: "اکنون پرونده‌ای منتظر نیست.", en: "No case waits now.")
            )
        }
        return .table(
            PageTable(
                titled: .wording(title),
                columns: [
                    .wording(fa: "خدمت", en: "Service"), .wording(fa: "نقش", en: "Role"),
                    .wording(fa: "منتظر", en: "Waiting"), .wording(fa: "دیرشده", en: "Late"),
                ],
                rows: waiting.map { row in
                    [
                        .wording(service(row.service)),
                        Role(rawValue: row.role).map { .wording($0.name) } ?? .text(row.role),
                        .number(row.cases), .number(row.late),
                    ]
                }
            )
        )
    }

    private func closedTable(
        _ closed: [OrganisationNumbers.Closed],
        isByWeek: Bool
    ) -> PageBlock {
        guard !closed.isEmpty else {
            return .paragraph(
                Prose(
                    fa: "در این دوره‌ها پرونده‌ای پایان نیافته است.",
                    en: "No case was closed in these periods."
                )
            )
        }
        let title =
            isByWeek
            ? Wording(fa: "پایان‌یافته در هر هفته", en: "Closed in each week")
            : Wording(fa: "پایان‌یافته در هر ماه", en: "Closed in each month")
        return .table(
            PageTable(
                titled: .wording(title),
                columns: [
                    .wording(fa: "دوره", en: "Period"), .wording(fa: "خدمت", en: "Service"),
                    .wording(fa: "پرونده", en: "Cases"), .wording(fa: "دیرشده", en: "Late"),
                    .wording(fa: "میانه", en: "Median"), .wording(fa: "۹۰٪", en: "90 %"),
                ],
                rows: closed.map { row in
                    [
                        .wording(NumberPeriods.name(of: row.begin, isByWeek: isByWeek)),
                        .wording(service(row.service)), .number(row.durations.count),
                        .number(row.late), Self.duration(row.durations.median),
                        Self.duration(row.durations.ninety),
                    ]
                }
            )
        )
    }

    private func stepTable(_ steps: [OrganisationNumbers.StepTime]) -> [PageBlock] {
        guard !steps.isEmpty else { return [] }
        let title = Wording(
            fa: "زمان هر گام در تازه‌ترین دوره",
            en: "Time in each step, newest period"
        )
        return [
            .table(
                PageTable(
                    titled: .wording(title),
                    columns: [
                        .wording(fa: "خدمت", en: "Service"), .wording(fa: "گام", en: "Step"),
                        .wording(fa: "بار", en: "Times"), .wording(fa: "میانه", en: "Median"),
                        .wording(fa: "۹۰٪", en: "90 %"),
                    ],
                    rows: steps.map { row in
                        [
                            .wording(service(row.service)), .wording(step(row)),
                            .number(row.durations.count), Self.duration(row.durations.median),
                            Self.duration(row.durations.ninety),
                        ]
                    }
                )
            )
        ]
    }

    private func service(_ id: ServiceID) -> Wording {
        site.app.domain.cases.catalog.newest(id)?.title ?? Wording(fa: id.text, en: id.text)
    }

    private func step(_ row: OrganisationNumbers.StepTime) -> Wording {
        site.app.domain.cases.catalog.newest(row.service)?.step(StepName(row.step))?.title
            ?? Wording(fa: row.step, en: row.step)
    }

    private static func duration(_ seconds: Int64?) -> PageValue {
        seconds.map { .wording(PersianTime.duration(seconds: Int($0))) } ?? "–"
    }
}

/// The periods of the numbers.
enum NumberPeriods {
    /// The months that the page shows, with the present one.
    static let monthCount = 12
    /// The weeks that the page shows, with the present one.
    static let weekCount = 12

    /// Returns the months until a moment, the newest first.
    static func months(until now: Timestamp) -> [(begin: Timestamp, end: Timestamp)] {
        var month = ConfirmedMonth(of: now.tehranDate)
        return (0..<monthCount).map { _ in
            defer { month = month.previous }
            return (month.begin, month.end)
        }
    }

    /// Returns the weeks until a moment, the newest first; a week begins on Saturday.
    static func weeks(until now: Timestamp) -> [(begin: Timestamp, end: Timestamp)] {
        let day = now.tehranDate.daysSinceEpoch
        // 1970-01-01 was a Thursday, five days after a Saturday.
        let saturday = day - ((day + 5) % 7 + 7) % 7
        return (0..<weekCount).map { index in
            let begin = saturday - index * 7
            return (
                Timestamp.start(ofTehranDay: CivilDate(daysSinceEpoch: begin)),
                Timestamp.start(ofTehranDay: CivilDate(daysSinceEpoch: begin + 7))
            )
        }
    }

    /// Returns the name of the period that begins at a moment.
    static func name(of begin: Timestamp, isByWeek: Bool) -> Wording {
        if !isByWeek { return ConfirmedMonth(of: begin.tehranDate).name }
        let date = PersianTime.date(begin.tehranDate)
        return Wording(fa: "هفتهٔ \(date.fa)", en: "week of \(date.en)")
    }
}
