package import Accounts
package import Hummingbird
package import Persian
import Registry
import VerifyCore

/// Receives the files of uploads and batches, and hands them to the workers.
package struct BulkUploads: Sendable {
    /// The register that keeps the files, and the signal that wakes the workers.
    package let domain: App.Domain
    /// Charges the records of a file to the client's API key.
    package let limiter: RateLimiter
    /// Queues the file of a repeated request only once.
    package let idempotentRequests: IdempotentRequests
    package let now: @Sendable () -> Timestamp

    /// Receives the body of a request into an upload or a batch, and queues it once for its idempotency
    /// key; the response carries the address of its resource.
    ///
    /// A repeated request's copy of the file is discarded.
    ///
    /// `id` is the upload or the batch that was begun, `limit` the most bytes of the body. The resource is at
    /// `path/id`.
    package func accept(
        _ request: Request,
        _ context: AppRequestContext,
        from principal: Principal,
        into id: String,
        limit: Int,
        at path: String
    ) async throws -> Response {
        let body = UploadBody(
            registry: domain.registry,
            limiter: limiter,
            now: now,
            limit: limit,
            key: principal.account.map { .key($0.id) }
        )
        let digest = try await body.receive(request, into: id)
        do {
            var isTaken = false
            let response = try await idempotentRequests.once(
                request,
                context,
                from: principal,
                body: digest,
                response: { $0.response(at: "\(path)/\(id)") },
                { alongside in
                    let file = try await domain.registry.finishReceiving(
                        id,
                        at: now(),
                        alongside: alongside
                    )
                    isTaken = true
                    domain.jobs.notify()
                    return file
                }
            )
            if !isTaken { try? await domain.registry.discard(id) }
            return response
        } catch {
            try? await domain.registry.discard(id)
            throw error
        }
    }
}

extension ReceivedFile {
    /// The response to its sender: the resource and its address.
    fileprivate func response(at address: String) -> StoredResponse {
        let json =
            switch self {
            case .upload(let upload): JSON(upload)
            case .batch(let batch): JSON(batch)
            }
        return StoredResponse(status: .accepted, json: json, headers: ["location": address])
    }
}
