package import Persian
package import VerifyCore

/// What the holder of an issued record may show of a column, or of several columns under the name of one.
struct ShownColumn: Sendable {
    /// The stored name, where it is not that of the column.
    let name: String?
    /// The name for people.
    let title: Wording
    /// Whether it is printed on the document itself.
    let isOnDocument: Bool
    /// Returns the value in a record; nil where the record has none.
    let value: @Sendable (DegreeRecord) -> ShownValue?
}

/// A value that the holder of a record shows.
package enum ShownValue: Sendable, Equatable {
    /// A name in Persian and, where it is known, in Latin letters.
    case name(fa: String, en: String)
    /// A number, as it is written.
    case number(String)
    /// A day.
    case date(CivilDate)
    /// A mode of study.
    case mode(StudyMode)
    /// A mark in hundredths.
    case mark(Int)
}
