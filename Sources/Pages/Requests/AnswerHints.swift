import Casework
import Persian
import Web

/// What a page says about a question by its type.
extension FieldType {
    /// The form of the answer; nil where the question says it.
    var hint: Wording? {
        switch self {
        case .money:
            Wording(
                fa: "مبلغ به ریال، نه تومان",
                en: "The amount in rials, not in toman"
            )
        case .date:
            Wording(
                fa: "مانند ۳۱ شهریور ۱۳۹۹؛ تاریخ میلادی هم پذیرفته است",
                en: "Such as 31 Shahrivar 1399; Gregorian dates are accepted too"
            )
        case .passport:
            Wording(
                fa: "سه حرف کشور صادرکننده و شماره، مانند ‎DEU C01X00T47‎",
                en: "The three letters of the issuing state and the number, such as DEU C01X00T47"
            )
        case .iban:
            Wording(fa: "با IR یا بدون آن", en: "With or without IR")
        case .mobile:
            Wording(fa: "یازده رقم، مانند ۰۹۱۲۱۲۳۴۵۶۷", en: "Eleven digits, such as 09121234567")
        case .postalCode: Wording(fa: "ده رقم", en: "Ten digits")
        case .text, .longText, .number, .choice, .nationalID, .foreignerID, .legalID, .email,
            .organisation, .file, .declaration, .group:
            nil
        }
    }

    /// The value of `autocomplete`.
    var autocomplete: String {
        switch self {
        case .mobile: "tel-national"
        case .email: "email"
        case .postalCode: "postal-code"
        default: "off"
        }
    }

    /// Whether an answer has a few characters.
    var isShort: Bool {
        switch self {
        case .number, .money, .nationalID, .foreignerID, .legalID, .mobile, .postalCode: true
        default: false
        }
    }
}

extension FileRule {
    /// The value of `accept`.
    var accept: String {
        FileKind.allCases.filter(kinds.contains).map(\.accept).joined(separator: ",")
    }

    /// Kinds, size and number, before a file is chosen.
    var limits: Wording {
        let names = FileKind.allCases.filter(kinds.contains).map { $0.rawValue.uppercased() }
        let size = FileSize.wording(bytes)
        let many = count.upperBound
        let number =
            many == 1
            ? Wording(fa: "یک فایل", en: "one file")
            : Wording(
                fa: "تا \(PersianNumber.plain(many)) فایل",
                en: "up to \(many) files"
            )
        return Wording(
            fa: "\(number.fa) از نوع \(names.joined(separator: " یا "))، هر یک تا \(size.fa)",
            en: "\(number.en) of the kind \(names.joined(separator: ", ")), each up to \(size.en)"
        )
    }
}

extension FileKind {
    fileprivate var accept: String {
        switch self {
        case .jpeg: ".jpg,.jpeg,image/jpeg"
        case .png: ".png,image/png"
        case .pdf: ".pdf,application/pdf"
        }
    }
}

/// The size of a file for readers.
enum FileSize {
    /// Returns bytes as megabytes, or as kilobytes below one megabyte, rounded up.
    static func wording(_ bytes: Int) -> Wording {
        if bytes < 1_000_000 {
            let kilobytes = (bytes + 999) / 1_000
            return Wording(
                fa: "\(PersianNumber.grouped(kilobytes)) کیلوبایت",
                en: "\(PersianNumber.groupedInEnglish(kilobytes)) kB"
            )
        }
        let tenths = (bytes + 99_999) / 100_000
        let text = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        return Wording(
            fa: "\(Digits.persian(text.replacing(".", with: "٫"))) مگابایت",
            en: "\(text) MB"
        )
    }
}

extension Prefill {
    /// The value of the register next to the field, to be confirmed.
    func hint(_ value: Wording) -> Wording {
        switch self {
        case .person:
            Wording(
                fa: "در حساب شما: «\(value.fa)». اگر روی مدرک به شکل دیگری است، همان را بنویسید.",
                en: "In your account: “\(value.en)”. If it differs on the document, enter that."
            )
        case .dataBank:
            Wording(
                fa: "در بانک اطلاعات: «\(value.fa)». اگر درست نیست، مقدار درست را بنویسید.",
                en: "In the data bank: “\(value.en)”. If it is not right, enter the right one."
            )
        case .entry:
            Wording(fa: "در ثبت ما: «\(value.fa)»", en: "In our records: “\(value.en)”")
        }
    }
}

extension Wording {
    /// Joins sentences; nil where there is none.
    static func sentences(_ parts: [Wording?]) -> Wording? {
        let known = parts.compactMap(\.self)
        guard !known.isEmpty else { return nil }
        return Wording(
            fa: known.map(\.fa.ended).joined(separator: " "),
            en: known.map(\.en.begun.ended).joined(separator: " ")
        )
    }
}

extension String {
    /// The text with a capital letter at its beginning.
    fileprivate var begun: String { prefix(1).uppercased() + dropFirst() }

    /// The text with a full stop, unless a mark ends it.
    fileprivate var ended: String {
        guard let last, !".؟?!:؛".contains(last) else { return self }
        return self + "."
    }
}
