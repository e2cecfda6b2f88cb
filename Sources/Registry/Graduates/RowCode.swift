/// Why a record got its outcome: the words that machines read, which never change.
package enum RowCode: String, Sendable, CaseIterable {
    /// Not as many cells as titles.
    case columnCount = "column_count"
    /// No well-formed CSV.
    case csv
    /// No JSON object, or a value that is neither text nor number.
    case json
    /// Bytes that are no characters.
    case encoding
    /// Empty.
    case required
    /// More characters than the column takes.
    case tooLong = "too_long"
    /// An invisible control character.
    case controlCharacter = "control_character"
    /// Begins like a formula of a spreadsheet.
    case formula
    /// Something that is no digit.
    case nationalIDFormat = "national_id_format"
    /// Not ten digits.
    case nationalIDLength = "national_id_length"
    /// A digit is mistyped.
    case nationalIDCheckDigit = "national_id_check_digit"
    /// The same digit ten times.
    case nationalIDRepeatedDigit = "national_id_repeated_digit"
    /// A warning: leading zeros were lost and added.
    case nationalIDLeadingZero = "national_id_leading_zero"
    /// No date.
    case dateFormat = "date_format"
    /// A year of two digits.
    case dateTwoDigitYear = "date_two_digit_year"
    /// A year that no document can bear.
    case dateOutOfRange = "date_out_of_range"
    /// Not in the calendar.
    case dateDoesNotExist = "date_does_not_exist"
    /// After today in Tehran.
    case dateInFuture = "date_in_future"
    /// Too young or too old at graduation.
    case ageOutOfRange = "age_out_of_range"
    /// Graduated before the entrance.
    case graduationBeforeEntrance = "graduation_before_entrance"
    /// Not in the list of institutions.
    case institutionUnknown = "institution_unknown"
    /// Another institution's record.
    case institutionNotYours = "institution_not_yours"
    /// A word that is no kind of document.
    case documentKindUnknown = "document_kind_unknown"
    /// A word that is no level.
    case levelUnknown = "level_unknown"
    /// A word that is no mode of study.
    case modeUnknown = "mode_unknown"
    /// No number.
    case averageFormat = "average_format"
    /// Not 0 to 20.
    case averageOutOfRange = "average_out_of_range"
    /// Exactly this was there already.
    case duplicateRow = "duplicate_row"
    /// The number belongs to another person's document.
    case diplomaNumberTaken = "diploma_number_taken"
    /// A degree was issued from other data.
    case alreadyIssued = "already_issued"
    /// Replaced the earlier record of the document.
    case updated
    /// A warning: recorded and not issued, since the institution's access has ended.
    case windowClosed = "window_closed"
    /// The degree that was issued earlier cannot be confirmed.
    case integrityFailure = "integrity_failure"
}
