package import Persian

/// Names and values in rows, with a link to change one; the template `summary-list` draws it.
///
/// Now: a degree, the facts of a check, the public keys. Next: "check your answers" and profiles, where each
/// row has its link.
package struct SummaryList: Sendable {
    /// The rows, in the order of the page.
    package var rows: [Row]
    /// The look of the list: a class of the style sheet; nil for that of its section.
    package let style: String?

    /// A name and its value.
    package struct Row: Sendable {
        /// What the value is.
        package let name: Wording
        /// The value, in the language of the page.
        package let value: PageValue
        /// The address at which the value is changed, within a language; nil where it cannot be.
        package let change: String?

        /// A row of a value.
        package init(_ name: Wording, _ value: PageValue, change: String? = nil) {
            self.name = name
            self.value = value
            self.change = change
        }
    }

    /// A list of `rows`.
    package init(_ rows: [Row], style: String? = "register") {
        self.rows = rows
        self.style = style
    }

    /// The value of the template.
    package var value: PageValue {
        [
            "style": style.map { .text($0) } ?? false,
            "rows": .list(
                rows.map { row in
                    [
                        "name": .wording(row.name),
                        "value": row.value,
                        "change": row.change.map { .text($0) } ?? false,
                        "changeWord": .wording(Self.changeWord),
                    ]
                }
            ),
        ]
    }

    private static let changeWord = Wording(fa: "تغییر", en: "Change", ar: "تغيير")
}
