/// What a file that is not a text of rows is, by its first bytes.
package enum FileSignature: String, Sendable, CaseIterable {
    /// A ZIP archive with the parts of a workbook (`.xlsx`, `.xlsm`).
    case xlsx
    /// A workbook of the binary format in a ZIP archive (`.xlsb`).
    case xlsb
    /// A workbook of the old binary format (`.xls`) or one with a password, or another OLE document.
    case xls
    /// A workbook of OpenDocument (`.ods`).
    case ods
    /// A PDF document.
    case pdf
    /// An HTML page.
    case html
    /// An XML document that is not a page.
    case xml
    /// A ZIP archive that is not a workbook.
    case zip
    /// A compressed file: gzip, bzip2, xz, Zstandard, RAR or 7-Zip.
    case compressed
    /// An image: PNG, JPEG, GIF, TIFF, BMP, WebP, HEIC or AVIF.
    case image
    /// A text document or a presentation: Word, PowerPoint, Rich Text Format.
    case document
    /// A database of SQLite or Access.
    case database
    /// A JSON array; NDJSON has an object a line.
    case jsonArray = "json_array"

    /// The number of first bytes that are enough to recognize a file.
    package static let headBytes = 4096

    /// Recognizes a file; nil for a text of rows, or for what no signature is known.
    ///
    /// - Parameter head: The first `headBytes` of the file.
    package init?(head: some Sequence<UInt8>) {
        let head = Array(head)
        if let kind = Self.binary.first(where: { head.starts(with: $0.bytes) })?.kind {
            self = kind == .zip ? Self.archive(head) : kind
            return
        }
        if Self.isImage(head) {
            self = .image
            return
        }
        guard let kind = Self.textual(head) else { return nil }
        self = kind
    }

    private static let binary: [(bytes: [UInt8], kind: FileSignature)] = [
        ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x50, 0x4B, 0x05, 0x06], .zip),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .xls),
        // BIFF of Excel 2 to 4, without a container.
        ([0x09, 0x08, 0x10, 0x00], .xls), ([0x09, 0x04, 0x06, 0x00], .xls),
        (Array("%PDF".utf8), .pdf), ([0x1F, 0x8B], .compressed), (Array("BZh".utf8), .compressed),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .compressed),
        ([0x28, 0xB5, 0x2F, 0xFD], .compressed),
        (Array("Rar!".utf8), .compressed), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .compressed),
        ([0x89, 0x50, 0x4E, 0x47], .image), ([0xFF, 0xD8, 0xFF], .image),
        (Array("GIF8".utf8), .image), ([0x49, 0x49, 0x2A, 0x00], .image),
        ([0x4D, 0x4D, 0x00, 0x2A], .image), (Array("{\\rtf".utf8), .document),
        (Array("SQLite format 3".utf8), .database),
        ([0x00, 0x01, 0x00, 0x00] + Array("Standard ".utf8), .database),
    ]

    /// Images whose first bytes are not their name.
    private static func isImage(_ head: [UInt8]) -> Bool {
        let rest = head.dropFirst(4)
        if rest.starts(with: Array("ftyp".utf8)) { return true }
        if head.starts(with: Array("RIFF".utf8)) {
            return rest.dropFirst(4).starts(with: Array("WEBP".utf8))
        }
        // The length of a BMP is followed by four zeros.
        return head.starts(with: Array("BM".utf8)) && head.dropFirst(6).starts(with: [0, 0, 0, 0])
    }

    /// The names of an archive's parts are in clear in its first bytes.
    private static func archive(_ head: [UInt8]) -> FileSignature {
        let text = String(decoding: head, as: UTF8.self)
        if text.contains("opendocument.spreadsheet") { return .ods }
        if text.contains("word/") || text.contains("ppt/") { return .document }
        if text.contains("[Content_Types].xml") || text.contains("xl/") { return .xlsx }
        return .zip
    }

    private static func textual(_ head: [UInt8]) -> FileSignature? {
        // UTF-16 has a NUL next to each letter of a tag.
        let bytes = head.filter { $0 != 0 }.drop { $0 <= 0x20 || $0 >= 0x80 }
        guard let first = bytes.first, first == 0x3C || first == 0x5B else { return nil }
        let text = String(decoding: bytes.prefix(256), as: UTF8.self).lowercased()
        if first == 0x5B {
            let rest = text.dropFirst().drop(while: \.isWhitespace)
            return rest.hasPrefix("{") || rest.hasPrefix("]") || rest.hasPrefix("\"")
                ? .jsonArray : nil
        }
        for tag in ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style"]
        where text.hasPrefix(tag) {
            return .html
        }
        return text.hasPrefix("<?xml") ? (text.contains("<html") ? .html : .xml) : nil
    }
}

extension FileSignature {
    /// Whether the file may be a workbook that `WorkbookReader` reads; only its whole archive tells.
    package var mayBeWorkbook: Bool { self == .xlsx || self == .zip }
}
