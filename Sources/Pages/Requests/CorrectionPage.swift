import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// What was returned, each with reason, note and the former answer; everything else of the form is read only.
struct CorrectionPage: GatedPage {
    let site: GatedSite

    static let path = "/cases/:id/correct"
    static let takesFiles = true

    /// Returns the address for a case.
    static func path(of id: String) -> String { "/cases/\(id)/correct" }

    init(_ site: GatedSite) { self.site = site }

    func mayReceive(_ request: PageRequest) async throws -> Response? {
        guard try await site.correction(request) == nil else { return nil }
        let id = try request.context.parameters.require("id")
        return site.redirect(to: "/cases/\(id)", request)
    }

    func show(_ request: PageRequest) async throws -> Response {
        guard let correction = try await site.correction(request) else {
            let id = try request.context.parameters.require("id")
            return site.redirect(to: "/cases/\(id)", request)
        }
        return site.respond(Self.page(correction, AnswerFields(correction)), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        var known: [FieldFault] = []
        var group: String?
        let read = try await site.correction(request) { facts, former in
            var reader = AnswerReader(request, facts)
            let typed = reader.read(over: former)
            (known, group) = (reader.faults, reader.changedGroup)
            return typed
        }
        guard let correction = read else {
            let id = try request.context.parameters.require("id")
            return site.redirect(to: "/cases/\(id)", request)
        }
        try await cases.keep(
            CaseDraft(
                of: session.person,
                for: correction.view.service,
                caseID: correction.view.id,
                form: correction.typed,
                page: correction.action.name.text,
                at: request.now
            )
        )
        let path = Self.path(of: correction.view.id)
        if request.fields[AnswerReader.save] != nil, known.isEmpty {
            return site.redirect(to: MyRequestsPage.path, request)
        }
        if let group, known.isEmpty { return site.redirect(to: "\(path)#\(group)", request) }
        let review = try await cases.review(
            correction.move(
                id: CaseID.make(),
                revision: correction.view.revision,
                by: session,
                at: request.now
            )
        )
        let drawn = AnswerFields(correction)
        let faults = known + drawn.faults(of: review?.problems ?? [], besides: known)
        guard faults.isEmpty else {
            return site.refuse(Self.page(correction, drawn, faults), faults, to: request)
        }
        return site.redirect(to: CorrectionCheckPage.path(of: correction.view.id), request)
    }

    private var cases: Cases { site.app.domain.cases }
}

/// The page.
extension CorrectionPage {
    /// Returns the page of a correction with what was typed.
    static func page(
        _ correction: Correction,
        _ drawn: AnswerFields,
        _ faults: [FieldFault] = []
    ) -> Page {
        var form = PageForm(
            to: path(of: correction.view.id),
            drawn.fields + [saveField],
            button: Wording(fa: "ادامه و بازبینی", en: "Continue and check")
        )
        form.isMultipart = true
        form.hidden = drawn.hidden
        var submitted = SubmittedForm(drawn.texts)
        submitted.faults = faults
        var blocks: [PageBlock] = correction.problems.map { .notice(.bad, $0.prose()) }
        blocks += [.paragraph(introduction), .form(form, submitted)]
        let fixed = AnswerSummary(correction.facts).fixedRows(of: correction.typed)
        if !fixed.isEmpty {
            blocks.append(
                .title("fixed", Wording(fa: "پاسخ‌هایی که تغییر نمی‌کند", en: "Answers that stay"))
            )
            blocks.append(.summary(SummaryList(fixed)))
        }
        blocks.append(.paragraph(PaperStanding.ofRequests))
        return .of(
            blocks,
            at: path(of: correction.view.id),
            titled: Wording(
                fa: "اصلاح درخواست: \(correction.view.service.title.fa)",
                en: "Correct the request: \(correction.view.service.title.en)"
            )
        )
    }

    private static let saveField = PageField(
        AnswerReader.save,
        .command,
        label: Wording(fa: "ذخیره و ادامه در زمانی دیگر", en: "Save and continue later")
    )

    private static let introduction = Prose(
        fa: "تنها همین موارد به شما برگشته است؛ دلیل هر یک کنار آن نوشته شده است.",
        en: "Only these were returned to you, each with its reason."
    )
}

extension AnswerFields {
    /// The questions of a correction that are answered again.
    init(_ correction: Correction) { self.init(correction.facts, correction.typed) }
}

extension AnswerSummary {
    /// Returns the rows of the questions that a correction does not change.
    func fixedRows(of typed: TypedForm) -> [SummaryList.Row] {
        rows(of: typed, change: "").filter { $0.change == nil }
    }
}
