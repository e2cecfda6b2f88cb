import Foundation
import Testing

/// A file of test vectors: their source, and the cases.
///
/// The files are in Tests/VerifyCoreTests/Vectors/crypto; bytes in them are hexadecimal.
struct VectorFile<Case: Decodable & Sendable>: Decodable {
    let source: String
    let cases: [Case]

    /// Reads the cases of a file; an unreadable file fails the test.
    static func cases(_ name: String, _ test: String = #filePath) throws -> [Case] {
        let folder = URL(filePath: test).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appending(path: "Vectors/crypto/\(name).json")
        let vectors = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
        try #require(!vectors.source.isEmpty && !vectors.cases.isEmpty)
        return vectors.cases
    }
}

/// Bytes that a vector file has in hexadecimal.
struct HexBytes: Decodable, Sendable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        let digits = text.compactMap(\.hexDigitValue)
        try #require(digits.count == text.count && digits.count % 2 == 0)
        bytes = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] * 16 + digits[$0 + 1])
        }
    }
}
