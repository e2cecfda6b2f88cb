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
    /// Whether the person may send a file to any form is decided before the body is read, and the network's volume is
    /// charged. A refused file is read to its end and not kept. What arrives only in part is deleted.
    ///
    /// - Throws: 400, 403, 408, 413, 429; `CaseError`; `StoreError`.
    package func document(
        in request: Request,
        of session: SignInSession,
        _ context: AppRequestContext
    ) async throws -> DocumentResult {
        let mayUpload = try await domain.cases.takesFiles(
            from: session.person,
            in: session.kind,
            at: context.now
        )
        guard mayUpload else { throw Problem.noFormForFiles }
        let most = DocumentLimit.bytes + Self.frameBytes
        let volume = try reserveUpload(of: request, upTo: most, context)
        var received = 0
        defer { settleUpload(volume, bytes: received) }
        var intake = domain.documents.intake(by: session.person, at: context.now)
        var hasFile = false
        do {
            try await request.multipart(upTo: most, within: Self.uploadTime) { events, total in
                received = total
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

/// The volume of uploads of a network.
extension App {
    /// Takes the announced size of a body, or the largest one, from the volume of the network, before the body is read.
    ///
    /// - Throws: The 429 problem.
    func reserveUpload(
        of request: Request,
        upTo most: Int,
        _ context: AppRequestContext
    ) throws(Problem) -> RateReservation {
        let announced = request.headers.value(.contentLength).flatMap { Int($0) } ?? most
        return try limiter.reserve(
            Self.kilobytes(min(max(announced, 0), most)),
            of: .uploads,
            for: .network(context.network)
        )
    }

    /// Replaces the announced size with what has come.
    func settleUpload(_ reservation: RateReservation, bytes: Int) {
        limiter.settle(reservation, cost: Self.kilobytes(bytes))
    }

    private static func kilobytes(_ bytes: Int) -> Int { max(1, (bytes + 1023) / 1024) }
}

extension Problem {
    /// The 403 problem of a file from a person to whose forms none belongs.
    fileprivate static let noFormForFiles = Problem(
        status: 403,
        code: .forbidden,
        title: .init(fa: "فایلی لازم نیست", en: "No file is needed"),
        detail: .init(
            fa: "خدمتی که فایل می‌گیرد اکنون برای شما باز نیست و پرونده‌ای ندارید که فایل بخواهد.",
            en: "No service that takes files is open to you now, and no case of yours needs one."
        )
    )

    /// The 422 problem of a refused file.
    package init(_ refusal: DocumentRefusal) {
        self = .validation([
            FieldProblem("/file", code: refusal.rawValue, refusal.wording)
        ])
    }
}
