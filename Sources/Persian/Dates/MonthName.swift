/// The names of the months, for printing and for parsing.
package enum MonthName {
    /// Returns the name of a Jalali month 1…12; empty for another number.
    package static func jalali(_ month: Int) -> Wording {
        name(month, fa: jalaliFa, en: jalaliEn)
    }

    /// Returns the name of a Gregorian month 1…12; empty for another number.
    package static func gregorian(_ month: Int) -> Wording {
        name(month, fa: gregorianFa, en: gregorianEn)
    }

    /// Finds a month by the folded key of its name (`Letters.key`).
    static func read(_ key: String) -> (isJalali: Bool, month: Int)? { known[key] }

    private static func name(_ month: Int, fa: [String], en: [String]) -> Wording {
        guard (1...12).contains(month) else { return Wording(fa: "", en: "") }
        return Wording(fa: fa[month - 1], en: en[month - 1])
    }

    private static let jalaliFa = [
        "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
        "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
    ]

    private static let jalaliEn = [
        "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
        "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
    ]

    private static let gregorianFa = [
        "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن",
        "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
    ]

    private static let gregorianEn = [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ]

    /// Further spellings.
    private static let alsoJalali = ["امرداد": 5, "ابانماه": 8, "dei": 10, "day": 10, "amordad": 5]

    private static let alsoGregorian = [
        "می": 5, "جون": 6, "جولای": 7, "آگوست": 8, "اگست": 8, "سپتمبر": 9, "نومبر": 11, "دسمبر": 12,
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
        "sept": 9, "oct": 10, "nov": 11, "dec": 12,
    ]

    private static let known: [String: (isJalali: Bool, month: Int)] = {
        var known: [String: (isJalali: Bool, month: Int)] = [:]
        for (names, isJalali) in [
            (gregorianFa, false), (gregorianEn, false), (jalaliFa, true), (jalaliEn, true),
        ] {
            for (index, name) in names.enumerated() {
                known[Letters.key(name)] = (isJalali, index + 1)
            }
        }
        for (name, month) in alsoGregorian { known[Letters.key(name)] = (false, month) }
        for (name, month) in alsoJalali { known[Letters.key(name)] = (true, month) }
        for (index, name) in jalaliFa.enumerated() {
            known[Letters.key(name + "ماه")] = (true, index + 1)
        }
        return known
    }()
}
