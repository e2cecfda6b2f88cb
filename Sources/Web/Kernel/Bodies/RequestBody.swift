import HTTPTypes
package import Hummingbird
package import NIOCore
import Persian
import VerifyCore

/// The body of a request, within its limit.
extension Request {
    /// Returns the whole body.
    ///
    /// - Throws: 413 as soon as the body is known to be larger than `limit` bytes.
    package func bytes(upTo limit: Int) async throws -> ByteBuffer {
        let length = headers.value(.contentLength).flatMap { Int($0) }
        if let length, length > limit { throw Problem.tooLarge(limit) }
        var bytes = ByteBuffer()
        var pieces = body.makeAsyncIterator()
        // No more than the announced length arrives; waiting for the end too would cost as much as the body.
        while bytes.readableBytes < length ?? .max, let piece = try await pieces.next() {
            guard piece.readableBytes <= limit - bytes.readableBytes else {
                throw Problem.tooLarge(limit)
            }
            bytes.writeImmutableBuffer(piece)
        }
        return bytes
    }

    /// Returns the body as a JSON object, read strictly.
    ///
    /// - Throws: 400, 413 or 415.
    package func object(upTo limit: Int) async throws -> JSONFields {
        try requireContentType("application/json")
        return try JSONFields(parsing: try await bytes(upTo: limit))
    }

    /// Refuses a body of another media type than those given, or a compressed one; returns its type.
    ///
    /// A request without a body needs no `Content-Type`, and passes as the first type. A body needs one: a page
    /// of another site can send a body without one, and none with `application/json` unless it is permitted to.
    ///
    /// - Throws: The 415 problem.
    @discardableResult
    package func requireContentType(_ first: String, _ others: String...) throws(Problem) -> String
    {
        if let coding = headers.value(.contentEncoding), coding.lowercased() != "identity" {
            throw Problem.unsupportedCoding
        }
        guard let given = headers.value(.contentType) else {
            guard !mayHaveBody else {
                throw Problem.unsupportedMediaType(([first] + others).joined(separator: " / "))
            }
            return first
        }
        if given == first { return first }
        let type = given.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        if type == first || others.contains(type) { return type }
        throw Problem.unsupportedMediaType(([first] + others).joined(separator: " / "))
    }

    /// Whether a body is announced, which may still be empty.
    private var mayHaveBody: Bool {
        headers.value(.transferEncoding) != nil
            || headers.value(.contentLength).map { $0 != "0" } ?? false
    }

    /// Refuses a client that accepts none of the formats in which the address responds.
    ///
    /// - Throws: The 406 problem.
    func requireAcceptableResponse() throws {
        guard let accepted = headers.value(.accept)?.lowercased(), !accepted.isEmpty else { return }
        let offered = uri.path.hasSuffix(".csv") ? "text/csv" : "application/json"
        if accepted.contains("*/*") || accepted.contains(offered) { return }
        let family = offered.prefix { $0 != "/" } + "/*"
        if accepted.contains(family) || accepted.contains(Problem.mediaType) { return }
        throw Problem.notAcceptable(offered)
    }
}
