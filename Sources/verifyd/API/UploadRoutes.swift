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

    func add(to router: Router<Visit>) {
        for name in Self.names {
            router.post(RouterPath(name)) { try await receive($0, $1, at: name) }
            router.get(RouterPath("\(name)/:id"), use: show)
            router.get(RouterPath("\(name)/:id/results.csv")) { try await file($0, $1, .results) }
            router.get(RouterPath("\(name)/:id/errors.csv")) { try await file($0, $1, .errors) }
        }
    }

    private func receive(
        _ request: Request,
        _ visit: Visit,
        at name: String
    ) async throws -> Response {
        let (actor, account) = try await house.actor(for: request, visit)
        _ = try request.idempotencyKey()
        let type = try request.mustBe("text/csv", or: "application/x-ndjson")
        let spender = Spender.key(account.id)
        try house.spend(.records, of: spender)
        let id = try await house.registry.beginUpload(
            by: actor,
            format: type == "text/csv" ? .csv : .ndjson,
            issues: try request.flag("issue"),
            isDryRun: try request.flag("dry_run"),
            at: visit.now
        )
        let inlet = UploadInlet(
            house: house,
            limit: house.bounds.upload,
            spender: spender
        )
        let digest = try await inlet.pour(request, into: id)
        return try await house.once(
            request,
            visit,
            account.id,
            receiving: id,
            digest: digest,
            at: name
        )
    }

    @Sendable
    private func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let (actor, _) = try await house.actor(for: request, visit)
        let id = try visit.parameters.require("id")
        return Response(json: JSON(try await house.registry.upload(id, by: actor)))
    }

    private func file(
        _ request: Request,
        _ visit: Visit,
        _ part: DeliveryFile.Part
    ) async throws -> Response {
        let (actor, _) = try await house.actor(for: request, visit)
        let file = try await house.registry.file(
            part,
            ofUpload: try visit.parameters.require("id"),
            by: actor,
            in: visit.language.sentence
        )
        return Response(file: file, named: part.name)
    }
}

extension DeliveryFile.Part {
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
        _ visit: Visit,
        _ owner: String,
        receiving id: String,
        digest: [UInt8],
        at path: String
    ) async throws -> Response {
        do {
            var isTaken = false
            let response = try await once(
                request,
                visit,
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
                    work.ring()
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
