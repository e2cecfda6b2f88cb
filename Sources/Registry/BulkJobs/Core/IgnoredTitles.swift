import Persian

/// The last line of a file of results, which names the titles that were not read; it has the record number 0.
enum IgnoredTitles {
    /// The outcome and the code of the line.
    static let word = "ignored"
    static let code = "titles_ignored"

    /// Returns the sentence that names them.
    static func wording(_ titles: [String]) -> Wording {
        let fa = titles.map { "«\($0)»" }.joined(separator: "، ")
        let en = titles.map { "“\($0)”" }.joined(separator: ", ")
        return Wording(
            fa: "این ستون‌ها شناخته نشدند و خوانده نشدند: \(fa).",
            en: "These columns are not known and were not read: \(en)."
        )
    }
}
