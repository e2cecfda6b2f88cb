import Persian

/// The titles of pages to which other pages link by their title.
enum PageTitle {
    static let report = Wording(
        fa: "گزارش سایت یا مدرک جعلی",
        en: "Report a fake site or document"
    )
    static let keys = Wording(
        fa: "کلیدهای عمومی و بررسی بدون اینترنت",
        en: "Public keys, checking offline"
    )
    static let developers = Wording(fa: "برای برنامه‌نویسان", en: "For developers")
}
