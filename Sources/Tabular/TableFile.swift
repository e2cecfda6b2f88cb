/// A file of rows in memory: CSV in any encoding, or a workbook.
package enum TableFile {
    /// Rows in which the title line is looked for: a letterhead above it has a few.
    package static let rowsBeforeTitles = 10

    /// Returns the rows of a file, without empty ones and without the line `sep=;`.
    ///
    /// - Throws: `TableFileError` for a file of another kind, which its first bytes name.
    package static func rows(of bytes: [UInt8]) throws(TableFileError) -> [TableRow] {
        guard let signature = FileSignature(head: bytes.prefix(FileSignature.headBytes)) else {
            return CSVReader.rows(of: bytes).filter { !$0.isBlank && !$0.isDelimiterHint }
        }
        guard signature.mayBeWorkbook else { throw .kind(signature) }
        return try WorkbookReader.rows(of: bytes).filter { !$0.isBlank }
    }
}
