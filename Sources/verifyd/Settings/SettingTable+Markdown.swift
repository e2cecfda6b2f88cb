import Web

extension SettingTable {
    /// The rows as a table of Markdown.
    static var markdown: String {
        let lines = rows.map { row in
            let standard = row.standard.isEmpty ? "" : "`\(row.standard)`"
            let word = row.word.replacing("|", with: "\\|")
            return "| `\(row.name)` | \(word) | \(standard) | \(row.meaning) |"
        }
        return (["| setting | value | default | |", "|---|---|---|---|"] + lines).joined(
            separator: "\n"
        )
    }
}
