/// A table with a caption, which scrolls sideways on a narrow screen; the template `table` draws it.
///
/// Now: the page for developers. Next: cartables, persons and roles, the register of audit.
package struct PageTable: Sendable {
    /// What a screen reader calls the part that scrolls; unique in the page.
    package let region: PageValue
    /// What the table holds.
    package let caption: PageValue
    /// Words after the caption; false for none.
    package let note: PageValue
    /// The titles of the columns.
    package let columns: [PageValue]
    /// The cells of each row, one a column.
    package let rows: [[PageValue]]

    /// A table of `rows`.
    package init(
        region: PageValue,
        caption: PageValue,
        note: PageValue = false,
        columns: [PageValue],
        rows: [[PageValue]]
    ) {
        self.region = region
        self.caption = caption
        self.note = note
        self.columns = columns
        self.rows = rows
    }

    /// A table whose region and caption have one title.
    package init(titled title: PageValue, columns: [PageValue], rows: [[PageValue]]) {
        self.init(region: title, caption: title, columns: columns, rows: rows)
    }

    /// The value of the template.
    package var value: PageValue {
        [
            "region": region, "caption": caption, "note": note, "columns": .list(columns),
            "rows": .list(rows.map { ["cells": .list($0)] }),
        ]
    }
}
