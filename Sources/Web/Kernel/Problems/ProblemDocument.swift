package import HTTPTypes
package import Hummingbird
import VerifyCore

/// A problem as bytes: `application/problem+json` (RFC 9457).
extension Problem {
    static let mediaType = "application/problem+json"

    /// Returns the document in one language.
    package func document(in language: Language, requestID: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.object { writer in
            writer.member("type", type)
            writer.member("title", title.text(in: language))
            writer.member("status", status)
            writer.member("detail", detail.text(in: language))
            writer.member("code", code.rawValue)
            writer.member("request_id", requestID)
            if let retryAfter { writer.member("retry_after", retryAfter) }
            for member in members { writer.member(member.name, member.value) }
            guard !errors.isEmpty else { return }
            writer.name("errors")
            writer.array { writer in
                for error in errors {
                    writer.object { writer in
                        writer.member("pointer", error.pointer)
                        if let parameter = error.parameter {
                            writer.member("parameter", parameter)
                        }
                        writer.member("code", error.code)
                        writer.member("detail", error.detail.text(in: language))
                    }
                }
            }
        }
        return writer.bytes
    }

    /// Returns the response that carries the document.
    package func response(in language: Language, requestID: String) -> Response {
        let bytes = document(in: language, requestID: requestID)
        return Response(
            status: .init(code: status),
            headers: documentHeaders(in: language),
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// Returns the header fields of the document's response.
    func documentHeaders(in language: Language) -> HTTPFields {
        var headers = responseHeaders
        headers.append(.init(name: .contentType, value: Self.mediaType))
        headers.append(.init(name: .contentLanguage, value: language.tag))
        return headers
    }

    /// The header fields of every response that shows the problem, document or page.
    package var responseHeaders: HTTPFields {
        var fields = headers
        if let retryAfter { fields[.retryAfter] = String(retryAfter) }
        return fields
    }
}
