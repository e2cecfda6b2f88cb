import HTTPTypes
import Hummingbird
import Persian
import Registry

/// "Report a fake site or document": one form, one reference number.
struct ReportPage: Sendable {
    let house: House
    let press: PagePress
    let language: Language

    func add(to router: Router<Visit>) {
        let path = RouterPath("\(language.base)/report")
        router.get(path) { _, _ in press.print(form([:]), in: language) }
        router.post(path, use: receive)
    }

    @Sendable
    private func receive(_ request: Request, _ visit: Visit) async throws -> Response {
        try house.mustBeOurForm(request)
        let fields = try await request.form(upTo: house.bounds.body)
        guard let kind = fields["kind"].flatMap(ReportDraft.Kind.init(rawValue:)) else {
            return refuse(fields, "kind", Self.noKind)
        }
        do {
            let draft = try ReportDraft(
                kind: kind,
                subject: fields["subject"] ?? "",
                details: fields["details"] ?? "",
                contact: fields["contact"] ?? ""
            )
            try house.spend(.reports, of: .network(visit.network))
            let reference = try await house.registry.report(draft, at: visit.now)
            var page = Page(
                "received",
                at: "/report",
                titled: language.either("گزارش شما رسید", "We have your report"),
                ["reference": .text(reference)]
            )
            page.isPrivate = true
            return press.print(page, in: language)
        } catch RegistryError.invalid(let field, let reason) {
            return refuse(fields, field, Self.wording(field, reason))
        }
    }

    private func refuse(_ fields: [String: String], _ field: String, _ fault: Wording) -> Response {
        var page = form(fields)
        page.title = language.either("خطا: ", "Error: ") + page.title
        page.values["\(field)Problem"] = .text(fault.text(in: language))
        page.values["problem"] = [
            "errors": [["field": .text(field), "message": .text(fault.text(in: language))]]
        ]
        return press.print(page, in: language, status: .unprocessableContent)
    }

    private func form(_ fields: [String: String]) -> Page {
        Page(
            "report",
            at: "/report",
            titled: language.either("گزارش سایت یا مدرک جعلی", "Report a fake site or document"),
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
    private static let noKind = Wording(
        fa: "انتخاب کنید که چه چیزی را گزارش می‌دهید.",
        en: "Choose what you are reporting."
    )

    private static func wording(_ field: String, _ reason: RegistryError.InvalidReason) -> Wording {
        switch (field, reason) {
        case (_, .tooLong):
            .init(
                fa: "این متن بلندتر از اندازه است؛ کوتاه‌ترش کنید.",
                en: "This is too long; shorten it."
            )
        case ("subject", _):
            .init(
                fa: "نشانی سایت یا جای دیدن مدرک را بنویسید.",
                en: "Enter the site’s address, or where you saw the document."
            )
        case ("details", _):
            .init(fa: "بنویسید چه دیدید.", en: "Say what you saw.")
        default:
            .init(fa: "این بخش را درست کنید.", en: "Correct this field.")
        }
    }
}
