import Persian
import VerifyCore

extension Question.Datum {
    /// The most characters of a datum; no holder has a longer one.
    private static let limit = 200

    /// Returns whether the datum is right about the holder of a record, never which part was wrong.
    ///
    /// Names match as people read them: ی and ي, joined or spaced, with or without diacritics.
    func matches(_ record: DegreeRecord) -> Bool {
        switch self {
        case .familyName(let typed):
            guard typed.utf8.count <= Self.limit * 4 else { return false }
            let key = Letters.key(typed)
            guard !key.isEmpty else { return false }
            return key == Letters.key(record.lastNameFa) || key == Letters.key(record.lastNameEn)
        case .birthYear(let typed):
            guard let digits = Self.digits(typed), digits.utf8.count == 4, let year = Int(digits)
            else { return false }
            // As with every typed date: a year above 1700 is Gregorian.
            return year == (year > 1700 ? record.birthDate.year : JalaliDate(record.birthDate).year)
        case .idLast4(let typed):
            guard let digits = Self.digits(typed), digits.utf8.count == 4 else { return false }
            return constantTimeEqual(
                Array(digits.utf8),
                // Of every kind of ID: the letters of a passport are left out, as the fields take digits only.
                Array(record.idNumber.utf8.filter { (0x30...0x39).contains($0) }.suffix(4))
            )
        }
    }

    /// Returns the digits in ASCII; nil when there is anything but space around them.
    private static func digits(_ typed: String) -> String? {
        guard typed.utf8.count <= limit else { return nil }
        let digits = Digits.folded(Letters.stored(typed))
        return digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? digits : nil
    }
}
