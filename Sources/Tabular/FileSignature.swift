/// What a file that is not a text of rows is, by its first bytes.
package enum FileSignature: String, Sendable, CaseIterable {
    /// A ZIP archive with the parts of a workbook (`.xlsx`, `.xlsm`).
    case xlsx
    /// A workbook of the old binary format (`.xls`), or another OLE document.
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
    /// A compressed file: gzip, bzip2, xz, RAR or 7-Zip.
    case compressed
    /// An image: PNG, JPEG, GIF, TIFF or WebP.
    case image
    /// A document in Rich Text Format.
    case rtf
    /// A database of SQLite.
    case sqlite
    /// A JSON array; NDJSON has an object a line.
    case jsonArray = "json_array"

    /// Recognizes a file; nil for a text of rows, or for what no signature is known.
    ///
    /// - Parameter head: The first bytes of the file: 4,096 are enough.
    package init?(head: [UInt8]) {
        if let kind = Self.binary.first(where: { head.starts(with: $0.bytes) })?.kind {
            self = kind == .zip ? Self.archive(head) : kind
            return
        }
        // RIFF of a WebP image has its length before its name.
        if head.starts(with: Array("RIFF".utf8)), head.dropFirst(8).starts(with: Array("WEBP".utf8))
        {
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
        (Array("Rar!".utf8), .compressed), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .compressed),
        ([0x89, 0x50, 0x4E, 0x47], .image), ([0xFF, 0xD8, 0xFF], .image),
        (Array("GIF8".utf8), .image), ([0x49, 0x49, 0x2A, 0x00], .image),
        ([0x4D, 0x4D, 0x00, 0x2A], .image), (Array("{\\rtf".utf8), .rtf),
        (Array("SQLite format 3".utf8), .sqlite),
    ]

    /// The names of an archive's parts are in clear in its first bytes.
    private static func archive(_ head: [UInt8]) -> FileSignature {
        let text = String(decoding: head, as: UTF8.self)
        if text.contains("opendocument.spreadsheet") { return .ods }
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
