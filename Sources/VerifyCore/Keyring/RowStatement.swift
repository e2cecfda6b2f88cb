/// What a seal vouches for: the kind of a row and the values of its columns, in order.
///
/// No two statements have the same bytes: each part says its type and its length. So a seal fits one row of
/// one table and no other. The parts of a kind, and their order, never change; other parts are another kind.
package struct RowStatement: Sendable {
    /// The tables whose rows are sealed.
    package enum Kind: String, Sendable {
        /// An API key.
        case apiKey = "api-key/1"
        /// A file that was sent to be worked on: who sent it, and what is to be done with it.
        case delivery = "delivery/1"
        /// A piece of such a file.
        case piece = "piece/1"
    }

    let bytes: [UInt8]

    /// Says what stands in a row.
    package init(_ kind: Kind, _ parts: Part...) {
        var bytes: [UInt8] = []
        Part.text("saorg/seal/\(kind.rawValue)").write(to: &bytes)
        for part in parts { part.write(to: &bytes) }
        self.bytes = bytes
    }

    /// The value of a column.
    package enum Part: Sendable {
        /// Words.
        case text(String)
        /// A whole number.
        case integer(Int64)
        /// Bytes as they are.
        case bytes([UInt8])
        /// Nothing stands there.
        case none

        /// A column that may be empty.
        package init(_ text: String?) {
            self = text.map { .text($0) } ?? .none
        }

        fileprivate func write(to bytes: inout [UInt8]) {
            switch self {
            case .text(let text): Self.write(0x54, Array(text.utf8), to: &bytes)
            case .integer(let value):
                let number = UInt64(bitPattern: value)
                let octets = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
                Self.write(0x49, octets, to: &bytes)
            case .bytes(let blob): Self.write(0x42, blob, to: &bytes)
            case .none: Self.write(0x4E, [], to: &bytes)
            }
        }

        private static func write(_ type: UInt8, _ value: [UInt8], to bytes: inout [UInt8]) {
            bytes.append(type)
            for shift in [24, 16, 8, 0] {
                bytes.append(UInt8(truncatingIfNeeded: value.count >> shift))
            }
            bytes.append(contentsOf: value)
        }
    }
}
