import Persian
import VerifyCore

/// The words that stand for kinds, levels and modes in uploads.
enum GraduateWords {
    /// The kind that a word names.
    static func documentKind(_ word: String) -> DocumentKind? { kinds.value(of: word) }

    /// The level that a word names.
    static func level(_ word: String) -> Level? { levels.value(of: word) }

    /// The mode that a word names.
    static func mode(_ word: String) -> StudyMode? { modes.value(of: word) }

    private static let kinds = Vocabulary(
        DocumentKind.allCases.map { ($0, [$0.rawValue, $0.title.fa, $0.title.en]) } + [
            (.diploma, ["دانش نامه"]),
            (.provisional, ["گواهی موقت", "گواهینامه پایان تحصیلات", "provisional"]),
            (.transcript, ["ریز نمرات", "کارنامه"]),
            (.evaluation, ["ارزش نامه", "ارزشنامه تحصیلی", "ارزشیابی"]),
        ]
    )

    private static let levels = Vocabulary(
        Level.allCases.map { ($0, [$0.rawValue, $0.title.fa, $0.title.en]) } + [
            (.associate, ["فوق دیپلم", "کاردانی پیوسته", "کاردانی ناپیوسته"]),
            (.bachelor, ["لیسانس", "کارشناسی پیوسته", "کارشناسی ناپیوسته"]),
            (.master, ["فوق لیسانس", "ارشد", "کارشناسی ارشد پیوسته", "کارشناسی ارشد ناپیوسته"]),
            (
                .doctorate,
                ["دکترا", "دکترای تخصصی", "دکتری تخصصی", "دکترای حرفه‌ای", "دکتری حرفه‌ای", "phd"]
            ),
        ]
    )

    private static let modes = Vocabulary(
        StudyMode.allCases.map { ($0, [$0.rawValue, $0.title.fa, $0.title.en]) } + [
            (.evening, ["نوبت دوم", "شبانه (نوبت دوم)"]),
            (.distance, ["پیام نور", "مجازی", "پیام نور / مجازی", "الکترونیکی", "غیرحضوری"]),
        ]
    )
}

/// Words of one meaning each, found as they are written or by their folded key.
private struct Vocabulary<Value: Sendable>: Sendable {
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

    func value(of word: String) -> Value? { exact[word] ?? folded[Letters.key(word)] }
}
