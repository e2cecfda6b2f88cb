import Foundation
import Testing

@testable import VerifyCore

/// A vector file of Tests/VerifyCoreTests/Vectors, read by the product's JSON parser.
struct FormatVectors {
    let json: JSON

    init(_ name: String, _ test: String = #filePath) throws {
        let folder = URL(filePath: test).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appending(path: "Vectors/\(name).json")
        json = try JSON(parsing: [UInt8](Data(contentsOf: file)))
        try #require(json["source"]?.string?.isEmpty == false)
    }

    /// The cases of one list; an empty list fails the test.
    func cases(_ list: String = "cases") throws -> [VectorCase] {
        let items = try #require(json[list]?.array)
        try #require(!items.isEmpty)
        return items.map(VectorCase.init)
    }

    /// The file as one case.
    var whole: VectorCase { VectorCase(json: json) }
}

/// One case; a missing member fails the test.
struct VectorCase: Sendable, CustomTestStringConvertible {
    let json: JSON

    var testDescription: String {
        json["name"]?.string ?? json["hex"]?.string ?? json["text"]?.string ?? "case"
    }

    func text(_ name: String) throws -> String { try #require(json[name]?.string) }

    func bytes(_ name: String) throws -> [UInt8] { try Hex.decode(text(name)) }

    func integer<Value: FixedWidthInteger>(_ name: String) throws -> Value {
        try #require(json[name]?.integer.flatMap(Value.init(exactly:)))
    }

    func base64(_ name: String) throws -> [UInt8] {
        [UInt8](try #require(Data(base64Encoded: text(name))))
    }
}
