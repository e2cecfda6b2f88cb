import HTTPTypes
package import Hummingbird
package import NIOCore
import Persian
import VerifyCore

/// The body of a request, within its limit.
extension Request {
    /// All of the body; 413 as soon as it is known to be too large.
    package func bytes(upTo limit: Int) async throws -> ByteBuffer {
        let length = headers[.contentLength].flatMap { Int($0) }
        if let length, length > limit { throw Problem.tooLarge(limit) }
        var bytes = ByteBuffer()
        var pieces = body.makeAsyncIterator()
        // All that was announced is all that comes: to wait for the end as well costs as much as the body.
        while bytes.readableBytes < length ?? .max, let piece = try await pieces.next() {
            guard piece.readableBytes <= limit - bytes.readableBytes else {
                throw Problem.tooLarge(limit)
            }
            bytes.writeImmutableBuffer(piece)
        }
        return bytes
    }

    /// The body as a JSON object, read strictly.
    package func object(upTo limit: Int) async throws -> JSONFields {
        try requireContentType("application/json")
        return try JSONFields(parsing: try await bytes(upTo: limit))
    }

    /// Refuses a body of another media type than those given, or a compressed one; returns its type.
    ///
    /// A body without a `Content-Type` passes as the first type.
    ///
    /// - Throws: The 415 problem.
    @discardableResult
    package func requireContentType(_ first: String, _ others: String...) throws(Problem) -> String
    {
        if let coding = headers[.contentEncoding], coding.lowercased() != "identity" {
            throw Problem.unsupportedCoding
        }
        guard let given = headers[.contentType], given != first else { return first }
        let type = given.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        if type == first || others.contains(type) { return type }
        throw Problem.unsupportedMediaType(([first] + others).joined(separator: " / "))
    }

    /// Refuses, for an address of the API, a client that takes none of the formats it answers in.
    package func requireAcceptableResponse() throws {
        guard let accepted = headers[.accept]?.lowercased(), !accepted.isEmpty else { return }
        let offered = uri.path.hasSuffix(".csv") ? "text/csv" : "application/json"
        if accepted.contains("*/*") || accepted.contains(offered) { return }
        let family = offered.prefix { $0 != "/" } + "/*"
        if accepted.contains(family) || accepted.contains(Problem.mediaType) { return }
        throw Problem.notAcceptable(offered)
    }
}
