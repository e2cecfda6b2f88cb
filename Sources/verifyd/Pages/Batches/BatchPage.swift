import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore

/// Many codes at once: a CSV file in, and the address of its progress out (R151).
struct BatchPage: Sendable {
    let house: House
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
        try house.requireSameOrigin(request)
        let body = try await BatchBody(of: request, context, in: house)
        let order = BatchForm(body.form)
        do {
            let (verifier, budget, key) = try await asker(of: order, body.account, context)
            let file = try order.file(for: verifier)
            try house.charge(budget, of: key)
            house.limits.charge(BatchForm.lines(of: file), to: budget, of: key)
            let id = try await house.registry.beginBatch(for: verifier, at: context.now)
            try await house.registry.append(file, to: id, at: context.now)
            try await house.registry.finishReceiving(id, at: context.now)
            house.work.notify()
            let address = BatchAddress(id: id, verifier).text(house.keyring.current)
            return .redirect(to: "\(language.base)\(Self.path)/\(address)", type: .normal)
        } catch let fault as FieldFault {
            var refused = page(order).refusing([fault], in: language)
            if fault.field != "file" { refused.values["organisation"] = true }
            return renderer.response(refused, in: language, status: .unprocessableContent)
        }
    }

    /// Who asks: whoever has a key, with the consent that is referred to; otherwise anybody, whose codes count
    /// like checks one by one.
    private func asker(
        of order: BatchForm,
        _ known: Account?,
        _ context: AppRequestContext
    ) async throws -> (Verifier, Budget, RateLimitKey) {
        if order.key.isEmpty { return (.visitor, .verifications, .network(context.network)) }
        var account = known
        if account == nil { account = try await house.account(holding: order.key, context) }
        guard let account else { throw FieldFault.key }
        let verifier = Verifier.organisation(
            name: account.organisation,
            consent: try order.consent()
        )
        return (verifier, .records, .key(account.id))
    }

    private func page(_ order: BatchForm) -> Page {
        Page(
            "batches",
            at: Self.path,
            titled: language.either("بررسی گروهی", "Check many at once"),
            [
                "openRows": number(BulkJobLimits.visitorCodes),
                "keyRows": number(BatchForm.mostCodes),
                "kilobytes": number(house.bounds.body >> 10),
                "megabytes": number(min(BatchBody.largest, house.bounds.upload) >> 20),
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
