/// Why a text is not a date or a time.
package enum DateParsingError: Error, Equatable, Sendable {
    /// The text is empty.
    case empty

    /// The text has none of the accepted forms.
    case format

    /// A year of two digits, which could belong to two centuries. The parser does not guess.
    case twoDigitYear(Int)

    /// A year outside the accepted range: 1200…1499 for a Jalali date.
    case yearOutOfRange(Int)

    /// A month outside 1…12.
    case monthOutOfRange(Int)

    /// Day and month could be exchanged: 5/6/2012 is the fifth of June or the sixth of May.
    case ambiguousOrder

    /// A date that the calendar does not have, with the reason.
    case doesNotExist(Reason)
}

extension DateParsingError {
    /// Why a date does not exist.
    package enum Reason: Equatable, Sendable {
        /// The month of that year has fewer days; `month` is its name in both languages.
        case monthHasOnly(days: Int, month: Wording)

        /// 30 Esfand, or 29 February, of a common year.
        case commonYear(year: Int, month: Wording, days: Int)

        /// Day 0.
        case noSuchDay
    }

    /// The error as a sentence for the person who typed the date, with the remedy.
    package var wording: Wording {
        switch self {
        case .empty:
            Wording(
                fa: "تاریخ را بنویسید، مانند ۱۴۰۳/۰۹/۱۴.",
                en: "Enter a date, such as 1403/09/14."
            )
        case .format:
            Wording(
                fa: "این نوشته تاریخ نیست؛ به شکل ۱۴۰۳/۰۹/۱۴ بنویسید.",
                en: "This is not a date; write it as 1403/09/14."
            )
        case .twoDigitYear(let year):
            Wording(
                fa: "سال «\(PersianNumber.plain(year))» دو رقمی است؛ سال را با چهار رقم بنویسید.",
                en: "The year \(year) has two digits; write it with four."
            )
        case .yearOutOfRange(let year):
            Wording(
                fa:
                    "سال \(PersianNumber.plain(year)) پذیرفتنی نیست؛ سال شمسی باید میان ۱۲۰۰ و ۱۴۹۹ باشد.",
                en: "The year \(year) is not accepted; a Jalali year is between 1200 and 1499."
            )
        case .monthOutOfRange(let month):
            Wording(
                fa: "ماه \(PersianNumber.plain(month)) وجود ندارد؛ ماه باید میان ۱ و ۱۲ باشد.",
                en: "There is no month \(month); a month is between 1 and 12."
            )
        case .ambiguousOrder:
            Wording(
                fa: "روز و ماه روشن نیست؛ به ترتیب سال/ماه/روز بنویسید.",
                en: "Day and month could be exchanged; write year/month/day."
            )
        case .doesNotExist(let reason):
            reason.wording
        }
    }
}

extension DateParsingError.Reason {
    /// The reason as a sentence.
    package var wording: Wording {
        switch self {
        case .monthHasOnly(let days, let month):
            Wording(
                fa: "این تاریخ وجود ندارد: \(month.fa) \(PersianNumber.plain(days)) روز دارد.",
                en: "This date does not exist: \(month.en) has \(days) days."
            )
        case .commonYear(let year, let month, let days):
            Wording(
                fa: "این تاریخ وجود ندارد: سال \(PersianNumber.plain(year)) کبیسه نیست و"
                    + " \(month.fa) آن \(PersianNumber.plain(days)) روز دارد.",
                en: "This date does not exist: \(year) is not a leap year and its \(month.en)"
                    + " has \(days) days."
            )
        case .noSuchDay:
            Wording(
                fa: "روز صفر وجود ندارد؛ روز از ۱ آغاز می‌شود.",
                en: "There is no day 0; days begin at 1."
            )
        }
    }
}
