/// Why a file cannot be read as a table.
package enum TableFileError: Error, Hashable, Sendable {
    /// The file is of a kind that has no rows to read.
    case kind(FileSignature)
    /// A workbook whose archive or XML is not well-formed, or that lacks a part.
    case damaged
    /// A workbook that is protected by a password.
    case protected
    /// A workbook that exceeds a limit.
    case limit(WorkbookLimits.Limit)
}
