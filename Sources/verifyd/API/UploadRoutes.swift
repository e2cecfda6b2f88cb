import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore

/// Graduates in bulk: `/api/v1/uploads`, and `/api/v1/transcripts` as another name of it (R123, R152).
struct UploadRoutes: Sendable {
    let house: House
    private static let names = ["/api/v1/uploads", "/api/v1/transcripts"]

    func add(to router: Router<AppRequestContext>) {
        for name in Self.names {
            router.post(RouterPath(name)) { try await receive($0, $1, at: name) }
            router.get(RouterPath("\(name)/:id"), use: show)
            router.get(RouterPath("\(name)/:id/results.csv")) { try await file($0, $1, .results) }
            router.get(RouterPath("\(name)/:id/errors.csv")) { try await file($0, $1, .errors) }
        }
    }

    private func receive(
        _ request: Request,
        _ context: AppRequestContext,
        at name: String
    ) async throws -> Response {
        let (actor, account) = try await house.actor(for: request, context)
        _ = try request.idempotencyKey()
        let type = try request.mustBe("text/csv", or: "application/x-ndjson")
        let key = RateLimitKey.key(account.id)
        try house.charge(.records, of: key)
        let id = try await house.registry.beginUpload(
            by: actor,
            format: type == "text/csv" ? .csv : .ndjson,
            issues: try request.flag("issue"),
            isDryRun: try request.flag("dry_run"),
            at: context.now
        )
        let inlet = UploadBody(
            house: house,
            limit: house.bounds.upload,
            key: key
        )
        let digest = try await inlet.pour(request, into: id)
        return try await house.once(
            request,
            context,
            account.id,
            receiving: id,
            digest: digest,
            at: name
        )
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (actor, _) = try await house.actor(for: request, context)
        let id = try context.parameters.require("id")
        return Response(json: JSON(try await house.registry.upload(id, by: actor)))
    }

    private func file(
        _ request: Request,
        _ context: AppRequestContext,
        _ part: BulkJobFile.Part
    ) async throws -> Response {
        let (actor, _) = try await house.actor(for: request, context)
        let file = try await house.registry.file(
            part,
            ofUpload: try context.parameters.require("id"),
            by: actor,
            in: context.language.sentence
        )
        return Response(file: file, named: part.name)
    }
}

extension BulkJobFile.Part {
    /// The name of the file that is saved.
    var name: String {
        switch self {
        case .results: "results"
        case .errors: "errors"
        }
    }
}

extension House {
    /// Lets a received file be worked on, once for its idempotency key, and answers with its resource below
    /// `path`; a repetition's copy is thrown away.
    func once(
        _ request: Request,
        _ context: AppRequestContext,
        _ owner: String,
        receiving id: String,
        digest: [UInt8],
        at path: String
    ) async throws -> Response {
        do {
            var isTaken = false
            let response = try await once(
                request,
                context,
                owner,
                body: digest,
                answer: { $0.answer(at: "\(path)/\(id)") },
                { alongside in
                    let file = try await registry.finishReceiving(
                        id,
                        at: now(),
                        alongside: alongside
                    )
                    isTaken = true
                    work.notify()
                    return file
                }
            )
            if !isTaken { try? await registry.discard(id) }
            return response
        } catch {
            try? await registry.discard(id)
            throw error
        }
    }
}

extension ReceivedFile {
    /// What its sender is told, with the address of the resource.
    fileprivate func answer(at address: String) -> StoredResponse {
        let json =
            switch self {
            case .upload(let upload): JSON(upload)
            case .batch(let batch): JSON(batch)
            }
        return StoredResponse(status: .accepted, json: json, headers: ["location": address])
    }
}
