/// A QR code (ISO/IEC 18004) as a matrix of modules.
///
/// Text of `0–9 A–Z $%*+-./:` and space, such as a token, becomes one alphanumeric segment, 5.5 bits per
/// character; libqrencode splits other text.
package struct QRCode: Sendable {
    /// The error correction level: the share of a code that may be damaged.
    package enum ErrorCorrection: Sendable, CaseIterable {
        /// 7 %.
        case l
        /// 15 %.
        case m
        /// 25 %: for paper (docs/formats/degree-token.md).
        case q
        /// 30 %.
        case h
    }

    /// Why a text has no QR code.
    package enum EncodingError: Error, Equatable, Sendable {
        /// The text is empty.
        case empty
        /// The text does not fit the largest QR code, version 40, at this level.
        case tooLong(bytes: Int)
    }

    /// The light modules on each side that the standard requires.
    package static let quietZone = 4

    /// The number of modules per side, 21…177, without the quiet zone.
    package let size: Int
    /// 1 for dark, row by row.
    let modules: [UInt8]

    /// Encodes a text.
    ///
    /// - Throws: `EncodingError`.
    package init(_ text: String, level: ErrorCorrection = .q) throws(EncodingError) {
        guard !text.isEmpty else { throw .empty }
        guard let symbol = Symbol(text, level) else { throw .tooLong(bytes: text.utf8.count) }
        size = symbol.size
        modules = symbol.modules
    }

    /// The version, 1…40.
    package var version: Int { (size - 17) / 4 }

    /// Returns whether a module is dark; false outside the code.
    package func isDark(row: Int, column: Int) -> Bool {
        guard 0..<size ~= row, 0..<size ~= column else { return false }
        return modules[row * size + column] != 0
    }
}
