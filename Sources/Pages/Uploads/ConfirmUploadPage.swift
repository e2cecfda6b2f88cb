import Accounts
import Hummingbird
import Persian
import Registry
import Web

/// The decision of the second person about a file of degrees: what will happen, then one button to confirm and one to refuse.
struct ConfirmUploadPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/uploads/:id/decision"
    static let title = Wording(fa: "تأیید صدور کد صحت", en: "Confirm the issue of codes")
    private static let decision = "decision"
    private static let confirmed = "confirm"
    private static let rejected = "refuse"

    init(_ site: GatedSite) { self.site = site }

    static func path(of order: UploadOrder) -> String {
        "\(UploadAddress.upload(order.id, of: order.organisation))/decision"
    }

    func show(_ request: PageRequest) async throws -> Response {
        let (order, preview) = try await waiting(request)
        return site.respond(
            try await page(SubmittedForm(), order, preview, request),
            to: request
        )
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let (order, preview) = try await waiting(request)
        var submitted = Self.form(of: order, preview).read(request.fields)
        if submitted.faults.isEmpty {
            do {
                try await decide(order, submitted[Self.decision], request)
                return site.redirect(
                    to: UploadAddress.upload(order.id, of: order.organisation),
                    request
                )
            } catch let error as RolesError {
                submitted.faults = [FieldFault(field: Self.decision, wording: error.wording)]
            } catch RegistryError.windowClosed(let until) {
                submitted.faults = [
                    FieldFault(
                        field: Self.decision,
                        wording: IssueRefusal.windowClosed(until: until).wording
                    )
                ]
            }
        }
        return site.refuse(
            try await page(submitted, order, preview, request),
            submitted.faults,
            to: request
        )
    }

    /// Returns the file of the address and its check, while it waits for a decision.
    ///
    /// - Throws: 404 for any other file.
    private func waiting(_ request: PageRequest) async throws -> (UploadOrder, Upload) {
        let (order, job) = try await site.upload(request)
        let authority = try request.requireAuthority()
        guard order.isWaiting, job?.state == .receiving, let id = order.preview,
            authority.confirmsUploads(of: order.organisation),
            let preview = try await site.upload(id, of: order.organisation),
            preview.state == .done
        else { throw Problem.notFound }
        return (order, preview)
    }

    private func decide(
        _ order: UploadOrder,
        _ decision: String,
        _ request: PageRequest
    ) async throws {
        let (roles, now) = (site.app.domain.roles, request.now)
        let person = try request.requireSession().person
        let actor = try site.actor(request)
        let institution = Actor.institution(code: order.organisation, name: person.description)
        if decision == Self.confirmed {
            try await site.app.domain.registry.confirmUpload(order.id, by: institution, at: now) {
                _,
                connection in
                try roles.decide(
                    uploadOrder: order.id,
                    .confirmed,
                    by: actor,
                    at: now,
                    in: connection
                )
            }
            site.app.domain.jobs.notify()
        } else {
            try await site.app.domain.registry.cancelUpload(order.id, by: institution, at: now) {
                _,
                connection in
                try roles.decide(
                    uploadOrder: order.id,
                    .rejected,
                    by: actor,
                    at: now,
                    in: connection
                )
            }
        }
    }
}

/// The parts of the page.
extension ConfirmUploadPage {
    private static func form(of order: UploadOrder, _ preview: Upload) -> PageForm {
        let count = preview.count(of: .accepted) + preview.count(of: .acceptedWithWarning)
        return PageForm(
            to: path(of: order),
            [
                PageField(
                    decision,
                    .choice([
                        PageField.Choice(
                            confirmed,
                            Wording(
                                fa: "تأیید می‌کنم؛ ردیف‌های درست ثبت و کدشان صادر شود",
                                en: "I confirm; store the good rows and issue their codes"
                            )
                        ),
                        PageField.Choice(
                            rejected,
                            Wording(
                                fa: "رد می‌کنم؛ فایل حذف شود",
                                en: "I refuse; delete the file"
                            )
                        ),
                    ]),
                    label: Wording(
                        fa:
                            "دربارهٔ \(PersianNumber.grouped(count)) ردیف پذیرفتنی چه تصمیمی می‌گیرید؟",
                        en: """
                            What do you decide about the \(PersianNumber.groupedInEnglish(count)) acceptable rows?
                            """
                    ),
                    required: Wording(fa: "یکی را انتخاب کنید.", en: "Choose one.")
                )
            ],
            button: Wording(fa: "ثبت تصمیم", en: "Record the decision")
        )
    }

    private func page(
        _ submitted: SubmittedForm,
        _ order: UploadOrder,
        _ preview: Upload,
        _ request: PageRequest
    ) async throws -> Page {
        let counts = RowOutcome.allCases.map { ($0.title, preview.count(of: $0)) }
            .filter { $0.1 > 0 }
        var rows = [
            SummaryList.Row(
                Wording(fa: "فایل", en: "File"),
                .prose(Prose("\(.isolated(order.shownName))"))
            ),
            .init(Wording(fa: "فرستنده", en: "Sent by"), try await site.name(of: order.sentBy)),
            .init(
                Wording(fa: "زمان فرستادن", en: "Sent"),
                .wording(PersianTime.moment(order.sentAt))
            ),
        ]
        rows += counts.map { .init($0.0, .number($0.1)) }
        var blocks: [PageBlock] = [.summary(SummaryList(rows))]
        if let window = try await site.accessWindow(of: order.organisation, at: request.now) {
            blocks.append(window)
        }
        blocks += [
            .title(
                "consequences",
                Wording(fa: "با تأیید شما چه می‌شود", en: "What your confirmation does")
            ),
            .paragraph(Self.consequences),
            .form(Self.form(of: order, preview), submitted),
        ]
        return .of(blocks, at: Self.path(of: order), titled: Self.title)
    }

    private static let consequences = Prose(
        fa: """
            ردیف‌های درست در بانک اطلاعات ثبت می‌شود و برای هر مدرکی که کد ندارد کد صحت صادر می‌شود. کد صادرشده حذف \
            نمی‌شود و تنها سازمان امور دانشجویان می‌تواند آن را باطل کند. به دانش‌آموخته‌ای که در سامانه ثبت‌نام کرده است خبر \
            می‌دهیم. این کار به نام فرستنده و شما ثبت می‌شود.
            """,
        en: """
            The good rows are stored in the data bank, and each document without a code gets one. A code that was issued \
            is not deleted; only the Student Affairs Organisation can revoke it. A graduate who has registered gets a \
            message. The work is recorded in the name of the sender and yours.
            """
    )
}

/// The end of a file that is not done.
struct CancelUploadPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/uploads/:id/cancel"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static func form(of order: UploadOrder) -> PageForm {
        var form = PageForm(
            to: "\(UploadAddress.upload(order.id, of: order.organisation))/cancel",
            [],
            button: Wording(fa: "متوقف کردن", en: "Stop it")
        )
        form.look = .grave
        return form
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let (order, _) = try await site.upload(request)
        let (roles, actor, now) = (site.app.domain.roles, try site.actor(request), request.now)
        let person = try request.requireSession().person
        do {
            try await site.app.domain.registry.cancelUpload(
                order.id,
                by: .institution(code: order.organisation, name: person.description),
                at: now
            ) { _, connection in
                try roles.decide(
                    uploadOrder: order.id,
                    .cancelled,
                    by: actor,
                    at: now,
                    in: connection
                )
            }
        } catch BulkJobError.state, BulkJobError.notFound {
            // It has ended since the page was shown; the page shows how.
        }
        return site.redirect(to: UploadAddress.upload(order.id, of: order.organisation), request)
    }
}
