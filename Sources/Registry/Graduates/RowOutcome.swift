package import Persian

/// What became of a record of an upload.
package enum RowOutcome: String, Sendable, CaseIterable {
    /// Taken into the data bank.
    case accepted
    /// Taken, but somebody should look at it.
    case acceptedWithWarning = "accepted_with_warning"
    /// Not taken; the data bank is as it was.
    case rejected
    /// The data bank had exactly this already.
    case unchanged

    /// What people call it.
    package var title: Wording {
        switch self {
        case .accepted: Wording(fa: "پذیرفته شد", en: "accepted")
        case .acceptedWithWarning: Wording(fa: "با هشدار پذیرفته شد", en: "accepted with a warning")
        case .rejected: Wording(fa: "رد شد", en: "rejected")
        case .unchanged: Wording(fa: "بی‌تغییر", en: "unchanged")
        }
    }
}

/// Why a record got its outcome: the words that machines read, which never change.
package enum RowCode: String, Sendable, CaseIterable {
    case columnCount = "column_count"
    case csv
    case json
    case encoding
    case required
    case tooLong = "too_long"
    case controlCharacter = "control_character"
    case formula
    case nationalIDFormat = "national_id_format"
    case nationalIDLength = "national_id_length"
    case nationalIDCheckDigit = "national_id_check_digit"
    case nationalIDRepeatedDigit = "national_id_repeated_digit"
    case nationalIDLeadingZero = "national_id_leading_zero"
    case dateFormat = "date_format"
    case dateTwoDigitYear = "date_two_digit_year"
    case dateOutOfRange = "date_out_of_range"
    case dateDoesNotExist = "date_does_not_exist"
    case dateInFuture = "date_in_future"
    case ageOutOfRange = "age_out_of_range"
    case graduationBeforeEntrance = "graduation_before_entrance"
    case institutionUnknown = "institution_unknown"
    case institutionNotYours = "institution_not_yours"
    case documentKindUnknown = "document_kind_unknown"
    case levelUnknown = "level_unknown"
    case modeUnknown = "mode_unknown"
    case averageFormat = "average_format"
    case averageOutOfRange = "average_out_of_range"
    case duplicateRow = "duplicate_row"
    case diplomaNumberTaken = "diploma_number_taken"
    case alreadyIssued = "already_issued"
    case updated
    case windowClosed = "window_closed"
    case integrityFailure = "integrity_failure"
}
