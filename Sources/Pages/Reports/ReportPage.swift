import HTTPTypes
import Hummingbird
import Persian
import Registry
import Web

/// "Report a fake site or document": one form, one reference number.
struct ReportPage: Sendable {
    let app: App
    let renderer: PageRenderer
    let language: Language

    func add(to router: Router<AppRequestContext>) {
        let path = RouterPath("\(language.base)/report")
        let fixed = renderer.fixed(form([:]), in: language)
        router.get(path) { request, _ in fixed.response(to: request) }
        router.post(path, use: receive)
    }

    @Sendable
    private func receive(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        try request.requireSameOrigin(as: app.edge.publicURL)
        let fields = try await request.form(upTo: app.edge.bounds.body)
        let faults = Self.faults(in: fields)
        guard faults.isEmpty, let kind = fields["kind"].flatMap(ReportDraft.Kind.init) else {
            let page = form(fields).refusing(faults, in: language)
            return renderer.response(page, in: language, status: .unprocessableContent)
        }
        let draft = try ReportDraft(
            kind: kind,
            subject: fields["subject"] ?? "",
            details: fields["details"] ?? "",
            contact: fields["contact"] ?? ""
        )
        try app.limiter.charge(.reports, of: .network(context.network))
        let reference = try await app.domain.registry.report(draft, at: context.now)
        var page = Page(
            "received",
            at: "/report",
            titled: Wording(fa: "گزارش شما رسید", en: "We have your report").text(in: language),
            ["reference": .text(reference)]
        )
        page.isPrivate = true
        return renderer.response(page, in: language)
    }

    private func form(_ fields: [String: String]) -> Page {
        Page(
            "report",
            at: "/report",
            titled: Wording(fa: "گزارش سایت یا مدرک جعلی", en: "Report a fake site or document")
                .text(
                    in: language
                ),
            [
                "site": .flag(fields["kind"] == "site"),
                "document": .flag(fields["kind"] == "document"),
                "subject": .text(fields["subject"] ?? ""),
                "details": .text(fields["details"] ?? ""),
                "contact": .text(fields["contact"] ?? ""),
            ]
        )
    }
}

extension ReportPage {
    /// Returns every fault, in the order of the page.
    private static func faults(in fields: [String: String]) -> [FieldFault] {
        let isKnown = fields["kind"].flatMap(ReportDraft.Kind.init) != nil
        return (isKnown ? [] : [noKind])
            + ReportDraft.Field.allCases.compactMap { fault($0, fields[$0.rawValue] ?? "") }
    }

    private static func fault(_ field: ReportDraft.Field, _ text: String) -> FieldFault? {
        do {
            _ = try field.read(text)
            return nil
        } catch .invalid(_, .tooLong) {
            return FieldFault(field: field.rawValue, wording: tooLong)
        } catch {
            return FieldFault(field: field.rawValue, wording: wanted(field))
        }
    }

    private static let noKind = FieldFault(
        field: "kind",
        wording: .init(
            fa: "انتخاب کنید که چه چیزی را گزارش می‌دهید.",
            en: "Choose what you are reporting."
        )
    )

    private static let tooLong = Wording(
        fa: "این متن بلندتر از اندازه است؛ کوتاه‌ترش کنید.",
        en: "This is too long; shorten it."
    )

    private static func wanted(_ field: ReportDraft.Field) -> Wording {
        switch field {
        case .subject:
            .init(
                fa: "نشانی سایت یا جای دیدن مدرک را بنویسید.",
                en: "Enter the site’s address, or where you saw the document."
            )
        case .details:
            .init(fa: "بنویسید چه دیدید.", en: "Say what you saw.")
        case .contact:
            .init(fa: "این بخش را درست کنید.", en: "Correct this field.")
        }
    }
}
