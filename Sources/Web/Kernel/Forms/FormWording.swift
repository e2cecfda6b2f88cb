import Persian

/// The words that all forms share.
enum FormWording {
    /// Before a fault, for a screen reader, and at the beginning of the page's title.
    static let error = Wording(fa: "خطا:", en: "Error:", ar: "خطأ:")

    /// Returns the title of a page that shows a fault.
    static func title(of title: Wording) -> Wording {
        Wording(
            fa: "\(error.fa) \(title.fa)",
            en: "\(error.en) \(title.en)",
            ar: title.ar.map { "\(error.arabic) \($0)" }
        )
    }

    static let summary = Wording(
        fa: "باید اصلاح شود",
        en: "There is a problem",
        ar: "هناك مشكلة"
    )
    static let tooLong = Wording(
        fa: "این متن بلندتر از اندازه است؛ کوتاه‌ترش کنید.",
        en: "This is too long; shorten it.",
        ar: "هذا النص أطول من المسموح؛ اختصره."
    )
    static let unknownChoice = Wording(
        fa: "یکی از گزینه‌ها را انتخاب کنید.",
        en: "Choose one of the options.",
        ar: "اختر أحد الخيارات."
    )
    /// The first line of a list that opens.
    static let choose = Wording(fa: "انتخاب کنید", en: "Choose", ar: "اختر")
    /// Before what was read from a field.
    static let read = Wording(fa: "آنچه خواندیم:", en: "What we read:", ar: "ما قرأناه:")
    /// Before the name of a file that the server has already.
    static let uploaded = Wording(
        fa: "فایلی که فرستاده‌اید:",
        en: "The file that you sent:",
        ar: "الملف الذي أرسلته:"
    )

    static func part(_ part: DatePart) -> Wording {
        switch part {
        case .day: Wording(fa: "روز", en: "Day", ar: "اليوم")
        case .month: Wording(fa: "ماه", en: "Month", ar: "الشهر")
        case .year: Wording(fa: "سال", en: "Year", ar: "السنة")
        }
    }
}
