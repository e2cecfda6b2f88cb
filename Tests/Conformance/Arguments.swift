internal import Foundation
internal import VerifyCore

/// The arguments of one operation; a missing or malformed one is rejected with `ARGUMENT`.
struct Arguments {
    private let request: JSON

    init(_ request: JSON) {
        self.request = request
    }

    /// The error of an argument that is missing or malformed.
    static func malformed(_ name: String) -> Refusal {
        Refusal("ARGUMENT", [JSON.Member("argument", .string(name))])
    }

    func has(_ name: String) -> Bool {
        request[name] != nil && request[name] != .null
    }

    func value(_ name: String) throws -> JSON {
        guard let value = request[name] else { throw Self.malformed(name) }
        return value
    }

    func text(_ name: String) throws -> String {
        guard let text = request[name]?.string else { throw Self.malformed(name) }
        return text
    }

    func array(_ name: String) throws -> [JSON] {
        guard let items = request[name]?.array else { throw Self.malformed(name) }
        return items
    }

    func integer<Value: FixedWidthInteger>(_ name: String, as type: Value.Type) throws -> Value {
        guard let value = request[name]?.integer.flatMap(Value.init(exactly:)) else {
            throw Self.malformed(name)
        }
        return value
    }

    /// Bytes in hexadecimal.
    func bytes(_ name: String) throws -> [UInt8] {
        guard let bytes = try? Hex.decode(text(name)) else { throw Self.malformed(name) }
        return bytes
    }

    /// Bytes in hexadecimal; empty when the argument is missing.
    func optionalBytes(_ name: String) throws -> [UInt8] {
        has(name) ? try bytes(name) : []
    }

    /// Bytes in base64 with padding.
    func base64(_ name: String) throws -> [UInt8] {
        guard let data = Data(base64Encoded: try text(name)) else { throw Self.malformed(name) }
        return [UInt8](data)
    }
}
