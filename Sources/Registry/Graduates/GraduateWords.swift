import Persian
import VerifyCore

/// The words for kinds, levels and modes in uploads, as institutions and their programs write them.
enum GraduateWords {
    static let kinds = Vocabulary(
        DocumentKind.allCases.map { ($0, [$0.rawValue, $0.title.fa, $0.title.en]) } + [
            (.diploma, ["دانش نامه", "دانشنامه پایان تحصیلات"]),
            (
                .provisional,
                [
                    "گواهی موقت", "گواهینامه پایان تحصیلات", "گواهی موقت پایان تحصیلات",
                    "گواهینامه موقت پایان تحصیلات", "provisional",
                ]
            ),
            (.transcript, ["ریز نمرات", "ریزنمره", "کارنامه"]),
            (.evaluation, ["ارزش نامه", "ارزشنامه تحصیلی", "ارزشیابی"]),
        ]
    )

    static let levels = Vocabulary(
        Level.allCases.map { ($0, [$0.rawValue, $0.title.fa, $0.title.en]) } + [
            (.associate, ["فوق دیپلم", "کاردانی پیوسته", "کاردانی ناپیوسته"]),
            (.bachelor, ["لیسانس", "کارشناسی پیوسته", "کارشناسی ناپیوسته"]),
            (.master, ["فوق لیسانس", "ارشد", "کارشناسی ارشد پیوسته", "کارشناسی ارشد ناپیوسته"]),
            (
                .doctorate,
                [
                    "دکترا", "دکترای تخصصی", "دکتری تخصصی", "دکترای حرفه‌ای", "دکتری حرفه‌ای",
                    "دکترای عمومی", "دکتری عمومی", "دکتری پیوسته", "دکترای پیوسته",
                    "دکتری تخصصی (Ph.D)", "دکتری تخصصی PhD", "phd", "ph.d", "ph.d.",
                ]
            ),
        ]
    )

    static let modes = Vocabulary(
        StudyMode.allCases.map { ($0, [$0.rawValue, $0.title.fa, $0.title.en]) } + [
            (.day, ["نوبت اول", "روزانه (نوبت اول)", "نوبت اول (روزانه)"]),
            (.evening, ["نوبت دوم", "شبانه (نوبت دوم)", "نوبت دوم (شبانه)"]),
            (
                .distance,
                [
                    "پیام نور", "مجازی", "پیام نور / مجازی", "الکترونیکی", "غیرحضوری",
                    "آموزش از راه دور", "آموزش الکترونیکی",
                ]
            ),
        ]
    )
}

/// Words with one meaning each, found as they are written or by their folded key.
struct Vocabulary<Value: Sendable>: Sendable {
    private var exact: [String: Value] = [:]
    private var folded: [String: Value] = [:]

    init(_ entries: [(value: Value, words: [String])]) {
        for (value, words) in entries {
            for word in words {
                exact[word] = value
                folded[Letters.key(word)] = value
            }
        }
    }

    /// Returns the meaning of a word; nil for an unknown word.
    func value(of word: String) -> Value? { exact[word] ?? folded[Letters.key(word)] }
}
