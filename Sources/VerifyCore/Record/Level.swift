package import Persian

/// The level of a degree (مقطع).
package enum Level: String, Sendable, CaseIterable {
    /// کاردانی.
    case associate
    /// کارشناسی.
    case bachelor
    /// کارشناسی ارشد.
    case master
    /// دکتری.
    case doctorate

    /// The number in records and tokens; it never changes.
    package var code: UInt8 {
        switch self {
        case .associate: 1
        case .bachelor: 2
        case .master: 3
        case .doctorate: 4
        }
    }

    /// Finds the level with this number; nil if there is none.
    package init?(code: UInt64) {
        guard let level = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = level
    }

    /// The name for readers.
    package var title: Wording {
        switch self {
        case .associate: Wording(fa: "کاردانی", en: "Associate")
        case .bachelor: Wording(fa: "کارشناسی", en: "Bachelor")
        case .master: Wording(fa: "کارشناسی ارشد", en: "Master")
        case .doctorate: Wording(fa: "دکتری", en: "Doctorate")
        }
    }
}
