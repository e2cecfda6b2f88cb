import Persian

/// The links between the pages of a list; the template `pager` draws it.
///
/// Lists are paged by cursors (`ListPage`), which lead forward only: the other link leads to the beginning.
/// Next: cartables, persons and roles, the log of checks.
package struct Pager: Sendable {
    /// The address of the list's beginning, within a language; nil on the first page.
    package let first: String?
    /// The address of the next page, within a language; nil on the last page.
    package let next: String?

    /// The links of one page.
    package init(first: String?, next: String?) {
        self.first = first
        self.next = next
    }

    /// The value of the template; false where the list has one page.
    package var value: PageValue {
        if first == nil, next == nil { return false }
        return [
            "pagerTitle": .wording(Self.title),
            "first": first.map { .text($0) } ?? false,
            "firstWord": .wording(Self.firstWord),
            "next": next.map { .text($0) } ?? false,
            "nextWord": .wording(Self.nextWord),
        ]
    }

    private static let title = Wording(fa: "صفحه‌های فهرست", en: "Pages of the list")
    private static let firstWord = Wording(fa: "از آغاز", en: "From the beginning")
    private static let nextWord = Wording(fa: "صفحهٔ بعد", en: "Next page")
}
