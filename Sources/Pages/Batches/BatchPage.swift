import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// Many codes at once: a CSV file in, and the address of its progress out (R151).
struct BatchPage: Sendable {
    let app: App
    let renderer: PageRenderer
    let language: Language

    static let path = "/batches"

    func add(to router: Router<AppRequestContext>) {
        let path = RouterPath(language.base + Self.path)
        router.get(path) { _, _ in renderer.response(page(.init()), in: language) }
        router.post(path, use: receive)
    }

    @Sendable
    private func receive(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        try request.requireSameOrigin(as: app.edge.publicURL)
        let body = try await BatchBody(of: request, context, in: app)
        let order = BatchForm(body.form)
        do {
            let principal = try await principal(of: order, body.principal, context)
            let verifier = try Self.verifier(principal, order)
            let budget = principal.account == nil ? Budget.verifications : .records
            let key = principal.rateLimitKey
            let file = try order.file(for: verifier)
            try app.limiter.charge(budget, of: key)
            app.limiter.charge(BatchForm.lines(of: file), to: budget, of: key)
            let id = try await app.domain.registry.beginBatch(for: verifier, at: context.now)
            try await app.domain.registry.append(file, to: id, at: context.now)
            try await app.domain.registry.finishReceiving(id, at: context.now)
            app.domain.jobs.notify()
            let address = BatchAddress(id: id, verifier).text(app.domain.keyring.current)
            return .redirect(to: "\(language.base)\(Self.path)/\(address)", type: .normal)
        } catch let fault as FieldFault {
            var refused = page(order).refusing([fault], in: language)
            if fault.field != "file" { refused.values["organisation"] = true }
            return renderer.response(refused, in: language, status: .unprocessableContent)
        }
    }

    /// Returns the organisation whose key is in the form, or a visitor, whose codes count like checks.
    private func principal(
        of order: BatchForm,
        _ known: Principal?,
        _ context: AppRequestContext
    ) async throws -> Principal {
        if order.key.isEmpty { return .visitor(context.network) }
        if let known { return known }
        guard
            let principal = try await app.authentication.principal(typedKey: order.key, context)
        else { throw FieldFault.key }
        return principal
    }

    /// Returns the principal with the consent that the form refers to; a visitor has none.
    private static func verifier(_ principal: Principal, _ order: BatchForm) throws -> Verifier {
        guard principal.account != nil else { return .visitor }
        return try principal.verifier(with: try order.consent())
    }

    private func page(_ order: BatchForm) -> Page {
        Page(
            "batches",
            at: Self.path,
            titled: language.either("بررسی گروهی", "Check many at once"),
            [
                "openRows": number(BulkJobLimits.visitorCodes),
                "keyRows": number(BatchForm.mostCodes),
                "kilobytes": number(app.edge.bounds.body >> 10),
                "megabytes": number(min(BatchBody.largest, app.edge.bounds.upload) >> 20),
                "organisation": .flag(!(order.purpose + order.reference).isEmpty),
                "purpose": .text(order.purpose),
                "consent": .text(order.reference),
            ]
        )
    }

    private func number(_ value: Int) -> PageValue {
        switch language {
        case .persian: .text(PersianNumber.grouped(value))
        case .english: .text(PersianNumber.groupedInEnglish(value))
        }
    }
}
