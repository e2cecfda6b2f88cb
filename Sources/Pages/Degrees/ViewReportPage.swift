import Accounts
import Hummingbird
import Persian
import Registry
import Web

/// "I did not agree": the report of a view by the holder of the degree.
struct ViewReportPage: GatedPage {
    let site: GatedSite

    static let path = "/degrees/:id/views/:view/report"
    static let title = Wording(fa: "با این دیدن موافق نبودم", en: "I did not agree to this view")

    init(_ site: GatedSite) { self.site = site }

    static func path(of degree: String, _ view: String) -> String {
        DegreeAddress.path(of: degree, "/views/\(view)/report")
    }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(try await view(request), SubmittedForm()), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let view = try await view(request)
        let submitted = Self.form(view).read(request.fields)
        guard submitted.faults.isEmpty else {
            return site.refuse(Self.page(view, submitted), submitted.faults, to: request)
        }
        let person = try await site.holder(request).person
        let draft = try ReportDraft(
            kind: .document,
            subject: "\(view.reference) of degree \(view.degree)",
            details: submitted[Self.details.name],
            contact: person.provenContact?.text ?? ""
        )
        try site.app.limiter.charge(.reports, of: .network(request.context.network))
        let reference = try await site.app.domain.registry.report(draft, at: request.now)
        return site.respond(ReceivedPage(reference: reference).page, to: request)
    }

    /// Returns the view of the address, which is in the log of a degree of the reader.
    ///
    /// - Throws: 404 for any other one.
    private func view(
        _ request: PageRequest
    ) async throws -> (degree: String, reference: String) {
        let id = try request.degreeID()
        let reference = try request.context.parameters.require("view")
        let isThere = try await site.app.domain.registry.hasView(
            reference,
            ofDegree: id,
            heldBy: try await site.holder(request).numbers
        )
        guard isThere else { throw Problem.notFound }
        return (id, reference)
    }

    private static func page(
        _ view: (degree: String, reference: String),
        _ submitted: SubmittedForm
    ) -> Page {
        .of(
            [
                .paragraph(introduction), .form(form(view), submitted),
                .links([(ViewsPage.path(of: view.degree), ViewsPage.title, nil)]),
            ],
            at: path(of: view.degree, view.reference),
            titled: title
        )
    }

    private static func form(_ view: (degree: String, reference: String)) -> PageForm {
        PageForm(
            to: path(of: view.degree, view.reference),
            [details],
            button: Wording(fa: "فرستادن گزارش", en: "Send the report")
        )
    }

    private static let details = PageField(
        "details",
        .multiline(rows: 5),
        label: Wording(fa: "چه شده است؟", en: "What happened?"),
        hint: Wording(
            fa: "مثلاً: به این شرکت رضایت نداده‌ام. کد ملی و رمز ننویسید.",
            en: "For example: I gave this company no consent. Leave out ID numbers and PINs."
        ),
        required: Wording(fa: "بنویسید چه شده است.", en: "Say what happened."),
        limit: 2_000
    )

    private static let introduction = Prose(
        fa: """
            سازمان این گزارش را با مشخصات همان دیدن می‌خواند و با راه تماس حساب شما پاسخ می‌دهد.
            """,
        en: """
            The organisation reads the report with the facts of this view, and answers to the contact of your account.
            """
    )
}
