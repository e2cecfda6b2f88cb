/// Why one record of an imported list was refused.
package struct ImportProblem: Sendable, Equatable {
    /// Counts from 1; the title line is not counted.
    package let record: Int
    /// The column's name; empty when the problem concerns the whole record.
    package let column: String
    /// A stable word.
    package let code: String
}
