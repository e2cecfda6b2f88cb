import Accounts
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The monthly confirmation of responsibility by the named head: the people of the institution, and the codes issued in its
/// name (R143).
struct MonthPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/month"
    static let title = Wording(fa: "تأیید ماهانهٔ مسئولیت", en: "Monthly confirmation")
    static let month = "month"
    private static let digest = "digest"
    private static let agreed = "agreed"
    /// The confirmations that the page lists: two years.
    private static let listed = 24

    init(_ site: GatedSite) { self.site = site }

    static func path(of code: String) -> String { "/staff/organisations/\(code)/month" }

    func show(_ request: PageRequest) async throws -> Response {
        let lists = try await site.confirmedLists(request, month: request.query(Self.month))
        return site.respond(try await page(SubmittedForm(), lists, request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let lists = try await site.confirmedLists(request, month: request.fields[Self.month])
        var submitted = Self.form(of: lists).read(request.fields)
        if submitted.faults.isEmpty, request.fields[Self.digest] != Hex.encode(lists.digest) {
            submitted.faults = [FieldFault(field: Self.agreed, wording: Self.changed)]
        }
        if submitted.faults.isEmpty {
            do {
                try await site.app.domain.roles.confirm(
                    lists,
                    by: try site.actor(request),
                    at: request.now
                )
                return site.redirect(
                    to: "\(Self.path(of: lists.organisation))?\(Self.month)=\(lists.month)",
                    request
                )
            } catch let error as RolesError {
                submitted.faults = [FieldFault(field: Self.agreed, wording: error.wording)]
            }
        }
        return site.refuse(
            try await page(submitted, lists, request),
            submitted.faults,
            to: request
        )
    }

    private static let changed = Wording(
        fa: "این فهرست از زمانی که صفحه را باز کردید تغییر کرده است؛ دوباره آن را ببینید.",
        en: "The list has changed since you opened the page; look at it again."
    )

    private static func form(of lists: ConfirmedLists) -> PageForm {
        let name = lists.month.name
        var form = PageForm(
            to: path(of: lists.organisation),
            [
                PageField(
                    agreed,
                    .checkbox,
                    label: Wording(
                        fa: """
                            فهرست همکاران و کدهای صادرشدهٔ \(name.fa) را دیدم و مسئولیت آن‌ها را به عنوان رئیس دانشگاه \
                            می‌پذیرم.
                            """,
                        en: """
                            I have seen the people and the issued codes of \(name.en), and as the head of the institution I \
                            take the responsibility for them.
                            """
                    ),
                    required: Wording(
                        fa: "برای تأیید، این جمله را بپذیرید.",
                        en: "To confirm, agree to this sentence."
                    )
                )
            ],
            button: Wording(fa: "تأیید \(name.fa)", en: "Confirm \(name.en)")
        )
        form.hidden = [(month, lists.month.description), (digest, Hex.encode(lists.digest))]
        return form
    }
}

/// The parts of the page.
extension MonthPage {
    private func page(
        _ submitted: SubmittedForm,
        _ lists: ConfirmedLists,
        _ request: PageRequest
    ) async throws -> Page {
        let code = lists.organisation
        let all = try await site.app.domain.roles.monthlyConfirmations(of: code, limit: Self.listed)
        let own = all.first { $0.month == lists.month }
        var blocks: [PageBlock] = [.paragraph(Self.introduction)]
        blocks.append(try await state(of: own, lists, request))
        blocks += [
            .title("people", Wording(fa: "همکاران در این ماه", en: "People in this month")),
            try await people(lists),
            .title(
                "codes",
                Wording(fa: "کدهای صادرشده در این ماه", en: "Codes issued in this month")
            ),
            .summary(
                SummaryList([
                    .init(Wording(fa: "تعداد", en: "Number"), .number(lists.codes))
                ])
            ),
        ]
        if lists.codes > 0 {
            blocks.append(
                .component(
                    "file-link",
                    [
                        "path": .text(MonthCodesFile.path(of: code, lists.month)),
                        "words": .wording(fa: "فهرست کدها (CSV)", en: "List of the codes (CSV)"),
                    ]
                )
            )
        }
        if own == nil, lists.month.end <= request.now, !lists.isEmpty {
            blocks.append(.form(Self.form(of: lists), submitted))
        }
        blocks += try await earlier(all)
        let name = lists.month.name
        let title = Wording(fa: "تأیید ماهانه: \(name.fa)", en: "Monthly confirmation: \(name.en)")
        return .of(blocks, at: Self.path(of: code), titled: title)
    }

    private func state(
        of own: MonthlyConfirmation?,
        _ lists: ConfirmedLists,
        _ request: PageRequest
    ) async throws -> PageBlock {
        if let own {
            let moment = PersianTime.moment(own.confirmedAt)
            guard own.seal == .intact, own.digest == lists.digest else {
                return .notice(.bad, Self.differs)
            }
            return .notice(
                .good,
                Prose(
                    fa: "این ماه در \(.isolated(moment.fa)) تأیید شد.",
                    en: "This month was confirmed on \(.isolated(moment.en))."
                )
            )
        }
        if lists.month.end > request.now {
            return .notice(
                .wait,
                Prose(
                    fa: "این ماه هنوز تمام نشده است و پس از پایان آن تأیید می‌شود.",
                    en: "This month is not over yet; it is confirmed after its end."
                )
            )
        }
        if lists.isEmpty { return .notice(.good, Self.nothing) }
        let due = PersianTime.date(MonthlyConfirmation.lastDay(of: lists.month))
        if request.now >= MonthlyConfirmation.due(of: lists.month) {
            return .notice(
                .bad,
                Prose(
                    fa: """
                        مهلت تأیید این ماه \(.isolated(due.fa)) بود و گذشته است؛ سازمان امور دانشجویان آن را می‌بیند.
                        """,
                    en: """
                        The confirmation was due on \(.isolated(due.en)) and is late; the Student Affairs Organisation \
                        sees that.
                        """
                )
            )
        }
        return .notice(
            .wait,
            Prose(
                fa: "این ماه را تا \(.isolated(due.fa)) تأیید کنید.",
                en: "Confirm this month by \(.isolated(due.en))."
            )
        )
    }

    private func people(_ lists: ConfirmedLists) async throws -> PageBlock {
        if lists.grants.isEmpty {
            return .paragraph(
                Prose(
                    fa: "در این ماه کسی نقشی نداشت.",
                    en: "No person had a role in this month."
                )
            )
        }
        var rows: [[PageValue]] = []
        for grant in lists.grants {
            let end = [grant.until, grant.endedAt].compactMap(\.self).min()
            rows.append([
                try await site.name(of: grant.person), .wording(grant.role.name),
                .wording(PersianTime.date(grant.from.tehranDate)),
                end.map { .wording(PersianTime.date($0.tehranDate)) } ?? "–",
            ])
        }
        let caption = Wording(fa: "نقش‌های این ماه", en: "Roles of this month")
        return .table(
            PageTable(
                titled: .wording(caption),
                columns: [
                    .wording(fa: "نام", en: "Name"), .wording(fa: "نقش", en: "Role"),
                    .wording(fa: "از", en: "From"), .wording(fa: "تا", en: "Until"),
                ],
                rows: rows
            )
        )
    }

    private func earlier(_ all: [MonthlyConfirmation]) async throws -> [PageBlock] {
        guard !all.isEmpty else { return [] }
        let caption = Wording(fa: "ماه‌های تأییدشده", en: "Confirmed months")
        var rows: [[PageValue]] = []
        for confirmation in all {
            guard let month = confirmation.month else { continue }
            let path = "\(Self.path(of: confirmation.organisation))?\(Self.month)=\(month)"
            rows.append([
                .prose(
                    fa: "\(.link(month.name.fa, to: path))",
                    en: "\(.link(month.name.en, to: path))"
                ),
                try await site.name(of: confirmation.confirmedBy),
                .wording(PersianTime.moment(confirmation.confirmedAt)),
                .number(confirmation.people), .number(confirmation.codes),
            ])
        }
        return [
            .table(
                PageTable(
                    titled: .wording(caption),
                    columns: [
                        .wording(fa: "ماه", en: "Month"), .wording(fa: "رئیس", en: "Head"),
                        .wording(fa: "زمان", en: "Confirmed"), .wording(fa: "نقش", en: "Roles"),
                        .wording(fa: "کد", en: "Codes"),
                    ],
                    rows: rows
                )
            )
        ]
    }

    private static let introduction = Prose(
        fa: """
            مسئولیت مستقیم تأییدیه‌های تحصیلی با رئیس دانشگاه است. پس از پایان هر ماه ببینید چه کسانی به نام دانشگاه کار \
            کرده‌اند و چه کدهایی صادر شده است، و آن را تأیید کنید. جانشین نمی‌تواند به جای رئیس تأیید کند.
            """,
        en: """
            The head of the institution is directly responsible for its academic confirmations. After the end of each \
            month, see who acted in the name of the institution and which codes were issued, and confirm it. No deputy \
            confirms in the place of the head.
            """
    )

    private static let nothing = Prose(
        fa: "در این ماه کسی نقشی نداشت و کدی صادر نشد؛ تأیید لازم نیست.",
        en:
            "No person had a role in this month and no code was issued; there is nothing to confirm."
    )

    private static let differs = Prose(
        fa: """
            این ماه تأیید شده است، ولی فهرست امروز با آنچه تأیید شد یکی نیست؛ به سازمان امور دانشجویان خبر دهید.
            """,
        en: """
            This month was confirmed, but the lists of today are not those that were confirmed; inform the Student \
            Affairs Organisation.
            """
    )
}
