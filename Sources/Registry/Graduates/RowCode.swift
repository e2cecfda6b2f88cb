/// The reason of a record's outcome: a code for programs, which never changes.
package enum RowCode: String, Sendable, CaseIterable {
    /// Not as many cells as titles.
    case columnCount = "column_count"
    /// Not well-formed CSV.
    case csv
    /// Not a JSON object, or a value that is neither text nor number.
    case json
    /// Bytes that are not characters.
    case encoding
    /// Empty.
    case required
    /// More characters than the column takes.
    case tooLong = "too_long"
    /// An invisible control character.
    case controlCharacter = "control_character"
    /// Letters of another alphabet, or marks that the column does not hold.
    case letters
    /// A value that a spreadsheet destroyed.
    case spreadsheet
    /// A warning: written in the notation of a spreadsheet, and read.
    case spreadsheetNotation = "spreadsheet_notation"
    /// The same field under two names of one object.
    case columnTwice = "column_twice"
    /// Begins like a formula of a spreadsheet.
    case formula
    /// Something other than a digit.
    case nationalIDFormat = "national_id_format"
    /// Not ten digits.
    case nationalIDLength = "national_id_length"
    /// A digit is mistyped.
    case nationalIDCheckDigit = "national_id_check_digit"
    /// The same digit ten times; a warning for 1111111111.
    case nationalIDRepeatedDigit = "national_id_repeated_digit"
    /// A warning: leading zeros were lost and added.
    case nationalIDLeadingZero = "national_id_leading_zero"
    /// A word that names no kind of ID.
    case idKindUnknown = "id_kind_unknown"
    /// Not a number of that kind of ID.
    case idNumberFormat = "id_number_format"
    /// Not the three letters of a state.
    case idCountryFormat = "id_country_format"
    /// A warning: a person with one name only.
    case oneName = "one_name"
    /// Not a date.
    case dateFormat = "date_format"
    /// A year of two digits.
    case dateTwoDigitYear = "date_two_digit_year"
    /// A year that no document can have.
    case dateOutOfRange = "date_out_of_range"
    /// Not in the calendar.
    case dateDoesNotExist = "date_does_not_exist"
    /// After today in Tehran.
    case dateInFuture = "date_in_future"
    /// Too young or too old at graduation.
    case ageOutOfRange = "age_out_of_range"
    /// Graduated before the entrance.
    case graduationBeforeEntrance = "graduation_before_entrance"
    /// Entered before the birth.
    case entranceBeforeBirth = "entrance_before_birth"
    /// Not in the list of institutions.
    case institutionUnknown = "institution_unknown"
    /// Another institution's record.
    case institutionNotYours = "institution_not_yours"
    /// A word that names no kind of document.
    case documentKindUnknown = "document_kind_unknown"
    /// A word that names no level.
    case levelUnknown = "level_unknown"
    /// A word that names no mode of study.
    case modeUnknown = "mode_unknown"
    /// Not a number.
    case averageFormat = "average_format"
    /// Not 0 to 20.
    case averageOutOfRange = "average_out_of_range"
    /// The same record exists already.
    case duplicateRow = "duplicate_row"
    /// The number belongs to another person's document.
    case diplomaNumberTaken = "diploma_number_taken"
    /// An earlier record of the same file has other data for the document.
    case contradicts
    /// The ID belongs to another person.
    case holderTaken = "holder_taken"
    /// A warning: another document of the same ID has another name or birth date.
    case holderDiffers = "holder_differs"
    /// A warning: the same degree has another diploma number.
    case degreeTwice = "degree_twice"
    /// A degree was issued from other data.
    case alreadyIssued = "already_issued"
    /// Replaced the earlier record of the document.
    case updated
    /// A warning: recorded and not issued, since the institution's access has ended.
    case windowClosed = "window_closed"
    /// A birth certificate is not enough for a degree; in an upload a warning.
    case notIssuable = "not_issuable"
    /// The degree that was issued earlier cannot be confirmed.
    case integrityFailure = "integrity_failure"
}
