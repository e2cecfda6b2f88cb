/// Words of columns.
enum StoredWord {
    /// Returns the value of a word.
    ///
    /// - Throws: `CaseError.integrityFailure` for a word that this version does not know.
    static func required<Value: RawRepresentable<String>>(
        _ word: String,
        _ column: String
    ) throws -> Value {
        guard let value = Value(rawValue: word) else {
            throw CaseError.integrityFailure("\(column) has an unknown word")
        }
        return value
    }
}
