import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import VerifyCore
import Web

/// A request that changes a degree: who acts, the fields of its body, one run for its idempotency key.
struct DegreeChangeRequest: Sendable {
    let app: App

    /// Runs a change once for its idempotency key; responds with the degree.
    ///
    /// `act` reads the fields and makes the change, with the hook in the same transaction. Without a `status`
    /// the response is 201 for a new degree, else 200.
    func run(
        _ request: Request,
        _ context: AppRequestContext,
        status: HTTPResponse.Status? = nil,
        _ act: (
            inout JSONFields, Actor, @escaping TransactionHook<IssuedDegree>
        ) async throws -> IssuedDegree
    ) async throws -> Response {
        let (actor, principal) = try await app.authentication.actor(for: request, context)
        try request.requireContentType("application/json")
        let body = try await request.bytes(upTo: app.edge.bounds.body)
        return try await app.idempotentRequests.once(
            request,
            context,
            from: principal,
            body: Array(buffer: body),
            response: { StoredResponse($0, status: status) },
            { alongside in
                var fields = try JSONFields(parsing: body)
                return try await act(&fields, actor, alongside)
            }
        )
    }
}

extension StoredResponse {
    /// The degree after a change; a new one with its address.
    init(_ degree: IssuedDegree, status: HTTPResponse.Status? = nil) {
        let status = status ?? (degree.isNew ? .created : .ok)
        let headers = status == .created ? ["location": "/api/v1/degrees/\(degree.id)"] : [:]
        self.init(status: status, json: JSON(degree), headers: headers)
    }
}

extension AppRequestContext {
    /// Returns the degree's identifier in the path.
    ///
    /// - Throws: The 404 problem, for a text that is no UUID too.
    func degreeID() throws(Problem) -> String {
        guard let id = parameters.get("id"), RecordID(parsing: id) != nil else { throw .notFound }
        return id.lowercased()
    }
}
