/// The limits of a workbook: what it may cost to unpack and read it.
package struct WorkbookLimits: Sendable {
    /// The limit that a workbook exceeds; the raw value is its stable machine word.
    package enum Limit: String, Sendable, Hashable, CaseIterable {
        /// Parts of the archive.
        case parts
        /// Bytes of a part, or of all parts, once they are unpacked.
        case unpacked
        /// Unpacked bytes for each packed one.
        case expansion
        /// Depth of elements in a part.
        case depth
        /// Bytes of one tag.
        case tag
        /// Texts that cells share.
        case texts
        /// Cells of the sheet.
        case cells
        /// Rows of the sheet.
        case rows
    }

    /// Parts of the archive; a workbook of a thousand sheets and pictures has fewer.
    package var parts = 10_000

    /// Unpacked bytes of the sheet: a million records of twenty cells have 700 MB.
    package var sheetBytes = 2 << 30

    /// Unpacked bytes of the part with the shared texts.
    package var textPartBytes = 512 << 20

    /// Unpacked bytes of any other part that is read.
    package var smallPartBytes = 16 << 20

    /// Unpacked bytes of all parts, by the archive's directory.
    package var unpackedBytes = 4 << 30

    /// Unpacked bytes for each packed byte; sheets of real data have five to thirty.
    package var expansion = 100

    /// Unpacked bytes to which `expansion` does not apply: a small part of equal rows is packed very tightly.
    package var freeBytes = 4 << 20

    /// Depth of elements; a sheet has less than twenty.
    package var depth = 64

    /// Bytes of one tag with its attributes.
    package var tagBytes = 1 << 20

    /// Bytes of the texts that cells share, which are in memory as a whole.
    package var textBytes = 64 << 20

    /// The number of these texts.
    package var texts = 4_000_000

    /// Cells of the sheet, empty ones included.
    package var cells = 40_000_000

    /// Rows of the sheet: Excel's own limit.
    package var rows = 1_048_576

    /// Columns of the sheet: Excel's own limit, XFD.
    var columns = 16_384

    /// The limits of a record, as those of CSV.
    package var record = CSVLimits()

    /// Unpacked bytes that one step reads: some hundredths of a second.
    package var stepBytes = 4 << 20

    /// The default limits.
    package init() {}
}
