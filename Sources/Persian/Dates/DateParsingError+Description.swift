extension DateParsingError: CustomStringConvertible {
    /// What is wrong with the date, in English.
    package var description: String { wording.en }

    /// What the operator can do, as one clause for a `hint:` line.
    package var hint: String { "write a date like 1403/09/14 or 2026-12-31" }
}
