import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// `/batches`: receives a CSV file of codes and redirects to its progress.
struct BatchPage: Sendable {
    let app: App
    let renderer: PageRenderer
    let language: Language

    static let path = "/batches"

    func add(to router: Router<AppRequestContext>) {
        let path = RouterPath(language.base + Self.path)
        let fixed = renderer.fixed(page(.init()), in: language)
        router.get(path) { request, _ in fixed.response(to: request) }
        router.post(path, use: receive)
    }

    @Sendable
    private func receive(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        try request.requireSameOrigin(as: app.edge.publicURL)
        var body = BatchBody(app, context)
        do {
            let (id, verifier) = try await body.receive(request)
            let address = BatchAddress(id: id, verifier).text(app.domain.keyring.current)
            return .redirect(to: "\(language.base)\(Self.path)/\(address)", type: .normal)
        } catch let fault as FieldFault {
            var refused = page(body.form).refusing([fault], in: language)
            if fault.field != "file" { refused.values["organisation"] = true }
            return renderer.response(refused, in: language, status: .unprocessableContent)
        }
    }

    private func page(_ form: BatchForm) -> Page {
        Page(
            "batches",
            at: Self.path,
            titled: Wording(fa: "بررسی گروهی", en: "Check many codes").text(in: language),
            [
                "openRows": .text(language.number(BulkJobLimits.visitorCodes)),
                "keyRows": .text(language.number(BatchForm.mostCodes)),
                "kilobytes": .text(language.number(app.edge.bounds.body >> 10)),
                "megabytes": .text(
                    language.number(min(BatchBody.largest, app.edge.bounds.upload) >> 20)
                ),
                "organisation": .flag(!(form.purpose + form.reference).isEmpty),
                "purpose": .text(form.purpose),
                "consent": .text(form.reference),
            ]
        )
    }
}
