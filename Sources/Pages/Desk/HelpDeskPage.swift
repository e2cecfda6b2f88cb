import Accounts
import Casework
import Hummingbird
import Persian
import Web

/// The state of a case for the help desk: where it is and until when, never its answers, files, notes or persons.
///
/// It changes nothing. The view is recorded with its reason, and the applicant reads it.
struct HelpDeskPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/help-desk"
    static let title = Wording(fa: "میز خدمت: وضعیت پرونده", en: "Help desk: state of a case")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm(), []), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form.read(request.fields)
        var found: CaseSnapshot?
        if submitted.faults.isEmpty,
            let number = try? TrackingNumber(parsing: submitted[Self.number.name])
        {
            let cases = site.app.domain.cases
            if let id = try await cases.id(ofTracking: number) {
                found = try await cases.snapshot(id)
            }
            if found == nil {
                submitted.faults = [FieldFault(field: Self.number.name, wording: Self.unknown)]
            }
        }
        guard let found else {
            return site.refuse(Self.page(submitted, []), submitted.faults, to: request)
        }
        try await record(found.file, submitted, request)
        return site.respond(Self.page(submitted, try await state(of: found, request)), to: request)
    }

    private func record(
        _ file: CaseFile,
        _ submitted: SubmittedForm,
        _ request: PageRequest
    ) async throws {
        let actor = try site.actor(request)
        let reader = try request.requireSession().person
        let detail = SearchReason.detail(submitted)
        for (action, object) in [
            (Roles.searched, AuditObject(.person, reader)),
            ("state-viewed", AuditObject(.case, file.id)),
            ("state-viewed", AuditObject(.person, file.openedBy)),
        ] {
            try await site.app.domain.record(
                action,
                on: object,
                by: actor,
                detail: action == Roles.searched ? submitted[SearchReason.field.name] : detail,
                at: request.now
            )
        }
    }

    private func state(
        of snapshot: CaseSnapshot,
        _ request: PageRequest
    ) async throws -> [PageBlock] {
        let file = snapshot.file
        let service = site.app.domain.cases.catalog[file.service, file.version]
        let title = service?.title ?? Wording(fa: file.service.text, en: file.service.text)
        var rows = [
            SummaryList.Row(Wording(fa: "خدمت", en: "Service"), .wording(title)),
            .init(
                Wording(fa: "سازمان", en: "Organisation"),
                try await site.name(ofOrganisation: file.organisation.text)
            ),
        ]
        if let outcome = file.outcome, let closedAt = file.closedAt {
            rows += [
                .init(Wording(fa: "نتیجه", en: "Result"), .wording(CaseWords.outcome(outcome))),
                .init(
                    Wording(fa: "پایان", en: "Closed"),
                    .prose(GatedSite.time(PersianTime.moment(closedAt), closedAt))
                ),
            ]
        } else {
            rows += try await openRows(file, service, request)
        }
        var blocks: [PageBlock] = [.summary(SummaryList(rows))]
        if let service {
            let events = snapshot.events.filter { $0.viewers.contains(.applicant) }.map {
                Timeline.Event(
                    CaseWords.title(of: $0.action, from: $0.fromStep, in: service),
                    at: $0.at
                )
            }
            blocks.append(.component("timeline", Timeline(events).value))
        }
        return blocks
    }

    private func openRows(
        _ file: CaseFile,
        _ service: Service?,
        _ request: PageRequest
    ) async throws -> [SummaryList.Row] {
        let step =
            service?.step(file.step)?.title ?? Wording(fa: file.step.text, en: file.step.text)
        let place = try await site.whereabouts(file.waiting)
        var rows = [
            SummaryList.Row(Wording(fa: "مرحله", en: "Step"), .wording(step)),
            .init(Wording(fa: "نزد", en: "Waits for"), .wording(place)),
            .init(
                Wording(fa: "از", en: "Since"),
                .prose(GatedSite.time(PersianTime.date(file.since.tehranDate), file.since))
            ),
        ]
        if let due = file.dueAt {
            let words = try await site.due(due, isProvisional: file.isProvisional, at: request.now)
            rows.append(.init(Wording(fa: "مهلت", en: "Due"), words))
        }
        return rows
    }
}

/// The parts of the page.
extension HelpDeskPage {
    private static func page(_ submitted: SubmittedForm, _ results: [PageBlock]) -> Page {
        .of(results + [.form(form, submitted)], at: path, titled: title)
    }

    private static let form = PageForm(
        to: path,
        [number, SearchReason.field, SearchReason.note],
        button: Wording(fa: "نشان بده", en: "Show")
    )

    private static let number = PageField(
        "number",
        .digits,
        label: Wording(fa: "کد پیگیری", en: "Tracking number"),
        required: Wording(fa: "کد پیگیری را بنویسید.", en: "Enter the tracking number."),
        limit: 30
    ) { text in
        (try? TrackingNumber(parsing: text)) == nil ? unknown : nil
    }
    private static let unknown = Wording(
        fa: "پرونده‌ای با این کد پیگیری نیست؛ ده رقم را بررسی کنید.",
        en: "There is no case with this tracking number; compare its ten digits."
    )
}
