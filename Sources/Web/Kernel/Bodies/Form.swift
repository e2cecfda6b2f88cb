package import Hummingbird
import NIOCore
import Persian

/// The fields of an HTML form.
extension Request {
    /// Returns the fields of a body of `application/x-www-form-urlencoded`, with their values unchanged.
    ///
    /// It is read strictly: UTF-8 only, no field twice, at most 64 fields.
    ///
    /// - Throws: 400, 413 or 415.
    package func form(upTo limit: Int) async throws -> [String: String] {
        try requireContentType("application/x-www-form-urlencoded")
        let body = try await bytes(upTo: limit)
        var fields: [String: String] = [:]
        for pair in body.readableBytesView.split(separator: UInt8(ascii: "&")) {
            let halves = pair.split(
                separator: UInt8(ascii: "="),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard let name = Self.decoded(halves[0]),
                let value = halves.count == 2 ? Self.decoded(halves[1]) : "",
                fields.updateValue(value, forKey: name) == nil, fields.count <= 64
            else { throw Problem.badForm }
        }
        return fields
    }

    private static func decoded(_ text: ByteBufferView) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(Self.nibble),
                    let low = rest.popFirst().flatMap(Self.nibble)
                else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Problem {
    /// A form whose body is malformed, or has a field twice or too many fields.
    package static let badForm = Problem.malformed(
        .init(fa: "فرم به درستی فرستاده نشده است.", en: "The form was not sent in the right shape.")
    )
}
