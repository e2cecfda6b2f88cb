/// The records at the end of a ZIP archive that give the number of its parts.
///
/// libzip reserves memory for the number that they give, so it is limited before libzip sees the archive.
enum ArchiveDirectory {
    /// The length of the end record without its comment.
    private static let length = 22
    /// The longest comment.
    private static let comment = 65_535
    /// The length of the record in front of it in the large format (ZIP64).
    private static let locator = 20

    /// Requires an end record with at most `limit` parts.
    ///
    /// Any end record counts, since programs differ in which of several they take. The large format is
    /// refused: it is for more parts than the limit, or for more than 4 GiB.
    static func require(
        atMost limit: Int,
        in source: ArchiveBytes
    ) throws(TableFileError) {
        let count = min(source.size, comment + length + locator)
        let tail = try source.whole(count, at: source.size - count)
        var isFound = false
        var index = 0
        while index + length <= tail.count {
            defer { index += 1 }
            guard isMark(0x05, 0x06, in: tail, at: index) else { continue }
            isFound = true
            let parts = Int(tail[index + 10]) | Int(tail[index + 11]) << 8
            let isLarge = index >= locator && isMark(0x06, 0x07, in: tail, at: index - locator)
            guard parts <= limit, !isLarge else { throw .limit(.parts) }
        }
        guard isFound else { throw .damaged }
    }

    private static func isMark(_ a: UInt8, _ b: UInt8, in bytes: [UInt8], at index: Int) -> Bool {
        bytes[index] == 0x50 && bytes[index + 1] == 0x4B && bytes[index + 2] == a
            && bytes[index + 3] == b
    }
}
