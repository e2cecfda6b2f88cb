package import Persian

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

extension Batch {
    /// The sentence that names the titles that were not read; nil when all were.
    package var ignoredWording: Wording? {
        ignoredColumns.isEmpty ? nil : IgnoredTitles.wording(ignoredColumns)
    }
}

extension UploadResult {
    /// Returns the lines of the results file behind those of the records.
    static func lines(
        ignoring titles: [String],
        in language: KeyPath<Wording, String>
    ) -> [[String]] {
        if titles.isEmpty { return [] }
        let text = IgnoredTitles.wording(titles)[keyPath: language]
        return [["0", IgnoredTitles.word, "", IgnoredTitles.code, text, ""]]
    }
}

extension BatchResult {
    /// Returns the lines of the results file behind those of the codes.
    static func lines(
        ignoring titles: [String],
        _ part: BulkJobFile.Part,
        in language: KeyPath<Wording, String>
    ) -> [[String]] {
        if titles.isEmpty || part == .errors { return [] }
        let text = IgnoredTitles.wording(titles)[keyPath: language]
        return [["0"] + columns.dropFirst().dropLast().map { _ in "" } + [text]]
    }
}
