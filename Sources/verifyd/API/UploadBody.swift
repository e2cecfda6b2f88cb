import Hummingbird
import NIOCore
import Persian
import Registry
import VerifyCore

/// Pours the body of a request into an upload or a batch, piece by piece, and remembers its hash.
///
/// In memory there is at most one piece, so a gigabyte costs what a kilobyte costs. What was poured
/// before a refusal or a lost connection is thrown away.
struct UploadBody: Sendable {
    let house: House
    let limit: Int
    /// Whose records are counted; nil for a visitor, whose few codes are counted as checks.
    let key: RateLimitKey?

    /// Bytes that are written at once.
    private static let piece = BulkJobLimits.chunkBytes

    /// Pours everything; returns a hash of it, piece by piece, for the idempotency key.
    func pour(_ request: Request, into id: String) async throws -> [UInt8] {
        do {
            if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
                throw Problem.tooLarge(limit)
            }
            return try await pieces(of: request, into: id)
        } catch {
            try? await house.registry.discard(id)
            throw error
        }
    }

    private func pieces(of request: Request, into id: String) async throws -> [UInt8] {
        var digest: [UInt8] = []
        var waiting: [UInt8] = []
        var total = 0
        var records = RecordCount()
        for try await buffer in request.body {
            total += buffer.readableBytes
            guard total <= limit else { throw Problem.tooLarge(limit) }
            waiting.append(contentsOf: buffer.readableBytesView)
            if let key {
                // Also of what breaks off: it was received.
                let cost = records.take(buffer.readableBytesView)
                house.limits.charge(cost, to: .records, of: key)
            }
            while waiting.count >= Self.piece {
                let piece = Array(waiting.prefix(Self.piece))
                waiting.removeFirst(Self.piece)
                digest = SHA256.hash(digest + piece)
                try await house.registry.append(piece, to: id, at: house.now())
            }
        }
        guard total > 0 else { throw Problem.emptyFile }
        try await house.registry.append(waiting, to: id, at: house.now())
        return SHA256.hash(digest + waiting)
    }
}

extension Problem {
    static let emptyFile = Problem.malformed(
        .init(fa: "فایلی فرستاده نشده است.", en: "The body is empty; send the file as the body.")
    )
}

extension Request {
    /// A parameter of the query that is `true` or `false`; false when it is not there.
    func flag(_ name: String) throws -> Bool {
        switch uri.queryParameters[name[...]] {
        case nil, "false": return false
        case "true": return true
        default:
            throw Problem.badRequest([
                .format("", fa: "true یا false لازم است.", en: "Either true or false.")
                    .inQuery(name)
            ])
        }
    }
}

extension Response {
    /// A CSV file that is made while it is sent.
    init(file: BulkJobFile, named name: String) {
        self.init(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name).csv\"",
            ],
            body: ResponseBody { writer in
                var file = file
                while let piece = try await file.next() {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try await writer.finish(nil)
            }
        )
    }
}

extension Language {
    /// Where a sentence in this language stands.
    var sentence: any KeyPath<Wording, String> & Sendable {
        switch self {
        case .persian: \.fa
        case .english: \.en
        }
    }
}
