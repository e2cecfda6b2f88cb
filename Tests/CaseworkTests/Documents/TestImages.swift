import VerifyCore

/// Images that the tests build: small ones that decoders show, and what attackers put into them.
enum TestImages {
    static let script = Array("<html><script>alert(document.cookie)</script></html>".utf8)
    static let archive: [UInt8] =
        [0x50, 0x4B, 0x03, 0x04] + Array("payload.exe in an archive".utf8)
    static let pdf = Array("%PDF-1.7 1 0 obj <</OpenAction /JS>> endobj %%EOF".utf8)
    static let position = Array("GPSLatitude 35.6892 GPSLongitude 51.3890".utf8)

    /// Bytes that must never be stored as a part of an image: metadata, scripts, archives and documents.
    static let foreign = [
        "script": script, "archive": archive, "PDF": pdf, "position": position,
    ]

    /// Whether bytes have other bytes in them.
    static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (0...bytes.count - part.count).contains { bytes[$0...].starts(with: part) }
    }
}

/// A JPEG as a list of segments.
struct TestJPEG {
    var segments: [[UInt8]]
    /// What follows the end of the image.
    var rest: [UInt8] = []

    var bytes: [UInt8] { [0xFF, 0xD8] + segments.flatMap(\.self) + [0xFF, 0xD9] + rest }

    static func segment(_ code: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, code, UInt8(length >> 8), UInt8(length & 0xFF)] + content
    }

    static let jfif = segment(0xE0, Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
    static let quantization = segment(0xDB, [0] + [UInt8](repeating: 16, count: 64))
    static let huffman =
        segment(0xC4, [0x00, 1] + [UInt8](repeating: 0, count: 15) + [0])
        + segment(0xC4, [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0])
    static let scan = segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x3F, 0xFF, 0x00, 0x7F]

    static func frame(_ width: Int, _ height: Int, code: UInt8 = 0xC0) -> [UInt8] {
        segment(
            code,
            [
                8, UInt8(height >> 8 & 0xFF), UInt8(height & 0xFF), UInt8(width >> 8 & 0xFF),
                UInt8(width & 0xFF), 1, 1, 0x11, 0,
            ]
        )
    }

    /// What is stored of the other images: nothing can be removed from it.
    static let plain = TestJPEG(segments: [jfif, quantization, frame(8, 8), huffman, scan])

    /// The same image as a camera and an attacker leave it.
    static let full = TestJPEG(
        segments: [
            segment(0xE0, Array("JFIF".utf8) + [0, 1, 2, 1, 1, 44, 1, 44, 0, 0]),
            segment(0xE0, Array("JFXX".utf8) + [0, 0x10] + plain.bytes),
            segment(0xE1, Array("Exif".utf8) + [0, 0] + TestImages.position),
            segment(0xE2, Array("ICC_PROFILE".utf8) + [0, 1, 1]),
            segment(0xFE, TestImages.script),
            quantization, [0xFF, 0xFF] + frame(8, 8),
            segment(0xED, Array("Photoshop 3.0".utf8) + TestImages.pdf),
            huffman, scan, segment(0xFE, TestImages.pdf),
        ],
        rest: plain.bytes + TestImages.archive
    )
}

/// A PNG as a list of chunks.
struct TestPNG {
    var chunks: [[UInt8]]
    /// What follows the last chunk.
    var rest: [UInt8] = []

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    var bytes: [UInt8] { Self.signature + chunks.flatMap(\.self) + rest }

    static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    static func chunk(_ type: String, _ content: [UInt8], length: Int? = nil) -> [UInt8] {
        let checked = Array(type.utf8) + content
        return number(length ?? content.count) + checked
            + number(Int(CRC32.checksum(checked)))
    }

    static func header(
        _ width: Int,
        _ height: Int,
        depth: UInt8 = 8,
        colour: UInt8 = 0
    ) -> [UInt8] {
        chunk("IHDR", number(width) + number(height) + [depth, colour, 0, 0, 0])
    }

    /// One pixel: a zlib stream of a filter byte and a grey value.
    static let data = chunk(
        "IDAT",
        [0x78, 0x01, 0x01, 0x02, 0x00, 0xFD, 0xFF, 0x00, 0x80, 0x00, 0x82, 0x00, 0x81]
    )
    static let end = chunk("IEND", [])

    /// What is stored of the other images: nothing can be removed from it.
    static let plain = TestPNG(chunks: [header(1, 1), data, end])

    /// The same image with everything that a chunk can hide.
    static let full = TestPNG(
        chunks: [
            header(1, 1),
            chunk("tEXt", Array("Comment".utf8) + [0] + TestImages.script),
            chunk("eXIf", TestImages.position),
            chunk("iCCP", Array("icc".utf8) + [0, 0] + TestImages.archive),
            chunk("acTL", number(2) + number(0)), data,
            chunk("fdAT", number(1) + TestImages.pdf),
            chunk("zTXt", TestImages.script), end,
        ],
        rest: TestImages.archive + plain.bytes
    )
}
