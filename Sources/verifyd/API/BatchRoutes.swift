import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore

/// Many codes at once: CSV in, progress, CSV out (`/api/v1/batches`).
///
/// A visitor may send some, and whoever has the address of the batch may read it; an organisation's
/// batches are its own.
struct BatchRoutes: Sendable {
    let house: House

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/batches", use: receive)
        router.get("/api/v1/batches/:id", use: show)
        router.get("/api/v1/batches/:id/results.csv") { try await file($0, $1, .results) }
        router.get("/api/v1/batches/:id/errors.csv") { try await file($0, $1, .errors) }
    }

    @Sendable
    private func receive(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        let account = try await house.account(for: request, context)
        _ = try request.idempotencyKey()
        let verifier = try Self.verifier(account, consent: try request.consent())
        try request.mustBe("text/csv", or: nil)
        if account == nil { try house.chargeBatch(context) }
        let key = account.map { RateLimitKey.key($0.id) }
        if let key { try house.charge(.records, of: key) }
        let id = try await house.registry.beginBatch(for: verifier, at: context.now)
        // A visitor's few codes fit in an ordinary body.
        let limit = account == nil ? house.bounds.body : house.bounds.upload
        let inlet = UploadBody(
            house: house,
            limit: min(limit, house.bounds.upload),
            key: key
        )
        let digest = try await inlet.pour(request, into: id)
        let owner = account?.id ?? context.network.name
        return try await house.once(
            request,
            context,
            owner,
            receiving: id,
            digest: digest,
            at: "/api/v1/batches"
        )
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let verifier = try Self.verifier(try await house.account(for: request, context))
        let id = try context.parameters.require("id")
        return Response(json: JSON(try await house.registry.batch(id, for: verifier)))
    }

    private func file(
        _ request: Request,
        _ context: AppRequestContext,
        _ part: BulkJobFile.Part
    ) async throws -> Response {
        let verifier = try Self.verifier(try await house.account(for: request, context))
        let file = try await house.registry.file(
            part,
            ofBatch: try context.parameters.require("id"),
            for: verifier,
            in: context.language.sentence
        )
        return Response(file: file, named: part.name)
    }

    /// Who asks; only an organisation that checks degrees can have the graduates' consent, and a key of an
    /// institution would open the names of every other one with it.
    private static func verifier(
        _ account: Account?,
        consent: Verifier.Consent? = nil
    ) throws -> Verifier {
        guard let account else {
            if consent != nil { throw Problem.unauthenticated }
            return .visitor
        }
        switch account.scope {
        case .verifier, .admin: break
        case .institution: if consent != nil { throw Problem.forbidden }
        }
        return .organisation(name: account.organisation, consent: consent)
    }
}

extension House {
    /// Counts a visitor's batch as the most codes that it may have.
    func chargeBatch(_ context: AppRequestContext) throws {
        try charge(.verifications, of: .network(context.network))
        limits.charge(
            BulkJobLimits.visitorCodes - 1,
            to: .verifications,
            of: .network(context.network)
        )
    }
}

extension Request {
    /// The purpose and the reference of the graduates' consent, where both are given.
    fileprivate func consent() throws -> Verifier.Consent? {
        let purpose = uri.queryParameters["purpose"].map(String.init)
        let reference = uri.queryParameters["consent_reference"].map(String.init)
        if purpose == nil, reference == nil { return nil }
        do {
            return try Verifier.Consent(purpose: purpose ?? "", reference: reference ?? "")
        } catch {
            guard case .invalid(let field, let reason) = error else { throw error }
            throw Problem.badRequest([
                FieldProblem("", reason).inQuery(field)
            ])
        }
    }
}
