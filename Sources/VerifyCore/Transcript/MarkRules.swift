/// The rules by which averages are computed: one row of a table, found by level and year of entrance.
///
/// What the table does not have, an older bylaw or a programme without marks, is taken as the university states it.
package struct MarkRules: Sendable, Equatable {
    /// The lowest mark that passes a course, in hundredths.
    package let passMark: Int
    /// A term with a lower average is one of probation (مشروطی), in hundredths.
    package let probationBound: Int
    /// Whether a failed course no longer counts in the total once it is passed.
    package let passedReplacesFailed: Bool

    /// Returns the rules for students of a level who entered in this Jalali year; nil where the table has none.
    ///
    /// The rules before 1380 differed from institution to institution.
    package static func of(_ level: Level, enteredIn year: Int) -> MarkRules? {
        rows.first { $0.level == level && $0.years.contains(year) }?.rules
    }

    private struct Row {
        let level: Level
        let years: ClosedRange<Int>
        let rules: MarkRules

        init(_ level: Level, _ years: ClosedRange<Int>, _ rules: MarkRules) {
            self.level = level
            self.years = years
            self.rules = rules
        }
    }

    private static let rows = [
        Row(
            .associate,
            1380...1390,
            MarkRules(passMark: 1000, probationBound: 1200, passedReplacesFailed: false)
        ),
        Row(
            .associate,
            1391...1499,
            MarkRules(passMark: 1000, probationBound: 1200, passedReplacesFailed: true)
        ),
        Row(
            .bachelor,
            1380...1390,
            MarkRules(passMark: 1000, probationBound: 1200, passedReplacesFailed: false)
        ),
        Row(
            .bachelor,
            1391...1499,
            MarkRules(passMark: 1000, probationBound: 1200, passedReplacesFailed: true)
        ),
        Row(
            .master,
            1380...1499,
            MarkRules(passMark: 1200, probationBound: 1400, passedReplacesFailed: false)
        ),
        Row(
            .doctorate,
            1380...1499,
            MarkRules(passMark: 1400, probationBound: 1600, passedReplacesFailed: false)
        ),
    ]
}
