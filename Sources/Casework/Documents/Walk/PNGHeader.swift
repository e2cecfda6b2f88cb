/// The header of a PNG (ISO/IEC 15948 §11.2.2): its size and how its pixels are stored.
struct PNGHeader: Sendable {
    let size: ImageSize
    private let depth: UInt8
    private let colour: Colour

    private enum Colour: UInt8, Sendable {
        case grey = 0
        case rgb = 2
        case indexed = 3
        case greyAlpha = 4
        case rgbAlpha = 6
    }

    /// Reads the content of IHDR.
    init(_ content: [UInt8]) throws(DocumentRefusal) {
        guard content.count == 13, let colour = Colour(rawValue: content[9]),
            content[10] == 0, content[11] == 0, content[12] <= 1
        else { throw .damaged }
        depth = content[8]
        self.colour = colour
        let depths: [UInt8] =
            switch colour {
            case .grey: [1, 2, 4, 8, 16]
            case .indexed: [1, 2, 4, 8]
            case .rgb, .greyAlpha, .rgbAlpha: [8, 16]
            }
        guard depths.contains(depth) else { throw .damaged }
        size = try ImageSize(
            width: content[0..<4].reduce(0) { $0 << 8 + Int($1) },
            height: content[4..<8].reduce(0) { $0 << 8 + Int($1) }
        )
    }

    /// Whether pixels are numbers of colours of a palette.
    var needsPalette: Bool { colour == .indexed }

    /// Whether a palette may have this many bytes.
    func allowsPalette(_ bytes: Int) -> Bool {
        let most = colour == .indexed ? 1 << Int(depth) : 256
        switch colour {
        case .grey, .greyAlpha: return false
        case .rgb, .indexed, .rgbAlpha:
            return bytes > 0 && bytes.isMultiple(of: 3) && bytes / 3 <= most
        }
    }

    /// Whether the transparent colours (tRNS) may have this many bytes, next to a palette of so many colours.
    func allowsTransparency(_ bytes: Int, palette: Int) -> Bool {
        switch colour {
        case .grey: bytes == 2
        case .rgb: bytes == 6
        case .indexed: bytes > 0 && bytes <= palette
        case .greyAlpha, .rgbAlpha: false
        }
    }
}
