import Persian
import Registry
import Web

/// A fault of a datum about the holder, found before the look-up.
struct DatumFault: Error {
    /// The field of the question that is meant.
    var field = Field.datum
    let wording: Wording

    /// The fields of the question.
    enum Field: String {
        case kind
        case datum
    }

    /// The fault at its field.
    var atField: FieldFault { FieldFault(field: field.rawValue, wording: wording) }
}

extension CheckForm {
    /// Returns a datum about the holder, of the kind that was chosen.
    static func datum(_ kind: String?, _ text: String) -> Result<Question.Datum, DatumFault> {
        let digits = Digits.folded(text).filter { !$0.isWhitespace }
        switch kind {
        case DatumKind.familyName.rawValue:
            guard text.contains(where: \.isLetter) else { return .failure(.familyName) }
            return .success(.familyName(text))
        case DatumKind.birthYear.rawValue:
            guard let year = Int(digits),
                (1250...1450).contains(year) || (1870...2070).contains(year)
            else { return .failure(.birthYear) }
            return .success(.birthYear(digits))
        case DatumKind.idLast4.rawValue:
            guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                return .failure(.idLast4)
            }
            return .success(.idLast4(digits))
        default:
            return .failure(.kind)
        }
    }
}

/// The kinds of data about a holder; the values of the form's choice.
enum DatumKind: String, CaseIterable, Sendable {
    case familyName = "family_name"
    case birthYear = "birth_year"
    case idLast4 = "id_last4"

    var title: Wording {
        switch self {
        case .familyName: .init(fa: "نام خانوادگی", en: "Family name")
        case .birthYear: .init(fa: "سال تولد", en: "Year of birth")
        case .idLast4: .init(fa: "۴ رقم آخر کد ملی", en: "Last 4 digits of ID")
        }
    }
}

extension DatumFault {
    static let kind = Self(
        field: .kind,
        wording: .init(
            fa: "انتخاب کنید که کدام‌یک را می‌دانید.",
            en: "Choose which one you know."
        )
    )
    static let familyName = Self(
        wording: .init(
            fa: "نام خانوادگی صاحب مدرک را بنویسید.",
            en: "Enter the holder’s family name."
        )
    )
    static let birthYear = Self(
        wording: .init(
            fa: "سال تولد را با چهار رقم بنویسید، مثلاً ۱۳۷۲ یا ۱۹۹۳.",
            en: "Enter the year of birth in four digits, such as 1372 or 1993."
        )
    )
    static let idLast4 = Self(
        wording: .init(
            fa: "فقط چهار رقم آخر کد ملی را بنویسید.",
            en: "Enter just the last four digits of the ID number."
        )
    )
}
