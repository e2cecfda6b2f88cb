/// A QR code (ISO/IEC 18004): its modules, ready to be drawn.
///
/// Text of `0–9 A–Z $%*+-./:` and space, as tokens are, becomes one alphanumeric segment, 5.5 bits a
/// character; other text is split as libqrencode finds best.
package struct QRCode: Sendable {
    /// How much of a code may be damaged and still be read.
    package enum Level: Sendable, CaseIterable {
        /// 7 %.
        case l
        /// 15 %.
        case m
        /// 25 %: for paper (design §4).
        case q
        /// 30 %.
        case h
    }

    /// Why text has no QR code.
    package enum EncodingError: Error, Equatable, Sendable {
        /// There is no text.
        case empty
        /// More than the largest QR code, version 40, holds at this level.
        case tooLong(bytes: Int)
    }

    /// Free modules that the standard wants on each side.
    package static let quietZone = 4

    /// Modules a side, 21 to 177, without the quiet zone.
    package let size: Int
    /// 1 for dark, row by row.
    let modules: [UInt8]

    /// Encodes text.
    package init(_ text: String, level: Level = .q) throws(EncodingError) {
        guard !text.isEmpty else { throw .empty }
        guard let symbol = Symbol(text, level) else { throw .tooLong(bytes: text.utf8.count) }
        size = symbol.size
        modules = symbol.modules
    }

    /// The version, 1 to 40.
    package var version: Int { (size - 17) / 4 }

    /// Whether a module is dark; outside the code none is.
    package func isDark(row: Int, column: Int) -> Bool {
        guard 0..<size ~= row, 0..<size ~= column else { return false }
        return modules[row * size + column] != 0
    }
}
