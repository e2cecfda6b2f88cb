import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// One file: its progress, which survives leaving the page, its results, and what waits for a second person.
struct UploadPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/uploads/:id"
    static let methods: [HTTPRequest.Method] = [.get]

    /// Seconds until the page reloads itself.
    private static let pause = 3

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let (order, job) = try await site.upload(request)
        let authority = try request.requireAuthority()
        var preview: Upload?
        if order.isWaiting, let id = order.preview {
            preview = try await site.upload(id, of: order.organisation)
        }
        let shown = preview ?? job
        let isRunning = shown.map { !$0.state.isFinal } ?? false
        let isAutomatic = request.query("auto") != "off"
        var blocks: [PageBlock] = [.summary(try await summary(of: order))]
        if let notice = Self.notice(of: order, job) { blocks.append(notice) }
        if let shown, isRunning {
            blocks.append(
                .component(
                    "upload-progress",
                    Self.progress(of: shown, at: request.path, isAutomatic: isAutomatic)
                )
            )
        }
        if let shown { blocks += Self.results(of: shown, order, isPreview: preview != nil) }
        blocks += actions(of: order, job, preview, authority)
        var response = site.respond(
            .of(blocks, at: request.path, titled: Self.title(of: order)),
            to: request
        )
        // In a header, because a `meta` element may not do this (WCAG F41); the page has a link that stops it.
        if isRunning, isAutomatic, let name = HTTPField.Name("Refresh") {
            response.headers[name] = String(Self.pause)
        }
        return response
    }

    private static func title(of order: UploadOrder) -> Wording {
        let name = order.shownName
        return Wording(fa: "فایل \u{2068}\(name)\u{2069}", en: "File \u{2068}\(name)\u{2069}")
    }

    private func summary(of order: UploadOrder) async throws -> SummaryList {
        var rows = [
            SummaryList.Row(
                Wording(fa: "برای", en: "For"),
                order.task.map { .wording($0.title) } ?? "–"
            ),
            .init(Wording(fa: "فرستنده", en: "Sent by"), try await site.name(of: order.sentBy)),
            .init(
                Wording(fa: "زمان فرستادن", en: "Sent"),
                .wording(PersianTime.moment(order.sentAt))
            ),
            .init(Wording(fa: "وضع", en: "State"), .wording(try await site.state(of: order))),
        ]
        if let decider = order.decider, let at = order.decidedAt {
            rows.append(
                .init(
                    Wording(fa: "تصمیم نفر دوم", en: "Decided by"),
                    try await site.name(of: decider)
                )
            )
            rows.append(
                .init(Wording(fa: "زمان تصمیم", en: "Decided"), .wording(PersianTime.moment(at)))
            )
        }
        return SummaryList(rows)
    }

    private static func notice(of order: UploadOrder, _ job: Upload?) -> PageBlock? {
        if order.seal != .intact {
            return .notice(
                .bad,
                Prose(
                    fa: "این سفارش با مهر خود نمی‌خواند و انجام نمی‌شود؛ به سازمان خبر دهید.",
                    en:
                        "This order does not match its seal and is not carried out; inform the organisation."
                )
            )
        }
        if let problem = job?.problem {
            return .notice(
                .bad,
                Prose(
                    fa: "\(.isolated(problem.wording.fa))",
                    en: "\(.isolated(problem.wording.en))"
                )
            )
        }
        guard order.isWaiting, job != nil else { return nil }
        return .notice(
            .wait,
            Prose(
                fa: """
                    هنوز چیزی ثبت یا صادر نشده است. نتیجهٔ زیر بررسی همین فایل است؛ با تأیید نفر دوم (تا \
                    \(.isolated(PersianNumber.grouped(Int(BulkJobLimits.heldDays)))) روز) کدها صادر می‌شود.
                    """,
                en: """
                    Nothing was stored or issued yet. The result below is a check of the same file; with the confirmation \
                    of a second person (within \(String(BulkJobLimits.heldDays)) days) the codes are issued.
                    """
            )
        )
    }
}

/// Progress, results and actions.
extension UploadPage {
    private static func progress(
        of upload: Upload,
        at path: String,
        isAutomatic: Bool
    ) -> PageValue {
        let byHand = "\(path)?auto=off"
        let refresh =
            isAutomatic
            ? Prose(
                fa: """
                    می‌توانید این صفحه را ببندید و بعداً برگردید. این صفحه خودش تازه می‌شود؛ \
                    \(.link("دستی تازه می‌کنم", to: byHand)).
                    """,
                en: """
                    You may close this page and come back later. It refreshes itself; \
                    \(.link("let me do it", to: byHand)).
                    """
            )
            : Prose(
                fa: """
                    \(.link("تازه کردن صفحه", to: byHand)) · \(.link("خودکار تازه شود", to: path))
                    """,
                en: """
                    \(.link("Refresh the page", to: byHand)) · \(.link("Refresh by itself", to: path))
                    """
            )
        var count = upload.state.title
        if let total = upload.total {
            count = Wording(
                fa: """
                    \(PersianNumber.grouped(upload.records)) از \(PersianNumber.grouped(total)) ردیف
                    """,
                en: """
                    \(PersianNumber.groupedInEnglish(upload.records)) of \
                    \(PersianNumber.groupedInEnglish(total)) rows
                    """
            )
        }
        return [
            "count": .wording(count), "counted": .flag(upload.total != nil),
            "total": .text(String(max(upload.total ?? 0, 1))),
            "checked": .text(String(upload.records)), "refresh": .prose(refresh),
        ]
    }

    private static func results(
        of upload: Upload,
        _ order: UploadOrder,
        isPreview: Bool
    ) -> [PageBlock] {
        var rows = RowOutcome.allCases.map { ($0.title, upload.count(of: $0)) }
            .filter { $0.1 > 0 }
        if upload.issued > 0 {
            rows.append((Wording(fa: "کد صحت صادر شد", en: "Codes issued"), upload.issued))
        }
        var blocks: [PageBlock] = []
        if !rows.isEmpty {
            let title =
                isPreview
                ? Wording(
                    fa: "نتیجهٔ بررسی، پیش از ثبت",
                    en: "Result of the check, before anything is stored"
                )
                : Wording(fa: "نتیجه", en: "Result")
            blocks.append(.title("result", title))
            blocks.append(
                .summary(SummaryList(rows.map { .init($0.0, .number($0.1)) }))
            )
        }
        if let ignored = upload.ignoredColumns.isEmpty ? nil : upload.ignoredColumns {
            let names = ignored.joined(separator: "، ")
            blocks.append(
                .paragraph(
                    Prose(
                        fa: "این ستون‌ها شناخته نشد و خوانده نشد: \(.isolated(names))",
                        en: "These columns are not known and were not read: \(.isolated(names))"
                    )
                )
            )
        }
        guard upload.state == .done || upload.records > 0 else { return blocks }
        let path = UploadAddress.upload(order.id, of: order.organisation)
        blocks.append(
            .component(
                "file-link",
                [
                    "path": .text("\(path)/results.csv"),
                    "words": .wording(fa: "فایل نتیجهٔ همهٔ ردیف‌ها", en: "Results of all rows"),
                ]
            )
        )
        if upload.count(of: .rejected) > 0 {
            blocks.append(
                .component(
                    "file-link",
                    [
                        "path": .text("\(path)/errors.csv"),
                        "words": .wording(fa: "فایل خطاها", en: "File of errors"),
                    ]
                )
            )
        }
        return blocks
    }

    private func actions(
        of order: UploadOrder,
        _ job: Upload?,
        _ preview: Upload?,
        _ authority: Authority
    ) -> [PageBlock] {
        guard let job, !job.state.isFinal, order.seal == .intact else { return [] }
        var blocks: [PageBlock] = []
        if order.isWaiting, preview?.state == .done,
            authority.confirmsUploads(of: order.organisation),
            order.sentBy != authority.person
        {
            blocks.append(
                .links([
                    (
                        ConfirmUploadPage.path(of: order),
                        Wording(fa: "تأیید یا رد این فایل", en: "Confirm or refuse this file"),
                        Wording(
                            fa: "پیش از دکمه می‌بینید چه می‌شود",
                            en: "You see what will happen before the button"
                        )
                    )
                ])
            )
        }
        blocks.append(.form(CancelUploadPage.form(of: order), SubmittedForm()))
        return blocks
    }
}
