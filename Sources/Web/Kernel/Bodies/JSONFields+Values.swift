package import Persian
import VerifyCore

extension JSONFields {
    /// Returns an instant in RFC 3339, or nil for null; the field is required.
    package mutating func instant(_ name: String) -> Timestamp? {
        guard has(name) else {
            fault(.required("/\(name)"))
            return nil
        }
        guard let text = text(name) else { return nil }
        do {
            return try Timestamp(parsing: text)
        } catch {
            fault(
                .format(
                    "/\(name)",
                    fa: "زمان به شکل 2026-07-22T20:30:00Z لازم است.",
                    en: "A time such as 2026-07-22T20:30:00Z."
                )
            )
            return nil
        }
    }

    /// Returns one of the words of a type; the field is required.
    package mutating func word<Word: RawRepresentable & CaseIterable>(
        _ name: String,
        as type: Word.Type
    ) -> Word? where Word.RawValue == String {
        guard let text = requiredText(name) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        fault(
            .init(
                "/\(name)",
                .unknownWord,
                .init(fa: "یکی از این‌ها لازم است: \(words).", en: "One of: \(words).")
            )
        )
        return nil
    }
}
