package import Accounts
package import Casework
package import Hummingbird
import Persian

/// The upload of one file of a form, as pages and API receive it.
extension App {
    /// The most bytes around the file of an upload: the boundaries and the head of a part.
    private static let frameBytes = 16_384
    /// The longest time of an upload: 10 MB over a slow mobile network.
    private static let uploadTime = Duration.seconds(1_800)
    /// The name of the only part.
    private static let part = "file"

    /// Receives the only part `file` of a form as a document of a person, chunk by chunk.
    ///
    /// A refused file is read to its end and not kept. What arrives only in part is deleted.
    ///
    /// - Throws: 400, 408, 413; `CaseError`; `StoreError`.
    package func document(
        in request: Request,
        by person: PersonID,
        _ context: AppRequestContext
    ) async throws -> DocumentResult {
        var intake = domain.documents.intake(by: person, at: context.now)
        var hasFile = false
        do {
            try await request.multipart(
                upTo: DocumentLimit.bytes + Self.frameBytes,
                within: Self.uploadTime
            ) { events, _ in
                for event in events {
                    switch event {
                    case .part(let head):
                        guard head.name == Self.part, head.filename != nil else {
                            throw Problem.badForm
                        }
                        hasFile = true
                    case .content(let bytes): _ = try await intake.receive(bytes)
                    }
                }
            }
            guard hasFile else { throw Problem.badForm }
            return try await intake.finish()
        } catch {
            try? await intake.abandon()
            throw error
        }
    }
}

extension Problem {
    /// The 422 problem of a refused file.
    package init(_ refusal: DocumentRefusal) {
        self = .validation([
            FieldProblem("/file", code: refusal.rawValue, refusal.wording)
        ])
    }
}
