package import Persian

/// How somebody studied (دوره).
package enum StudyMode: String, Sendable, CaseIterable {
    /// روزانه.
    case day
    /// شبانه.
    case evening
    /// پیام نور and مجازی.
    case distance

    /// The number in records and tokens, for ever.
    package var code: UInt8 {
        switch self {
        case .day: 1
        case .evening: 2
        case .distance: 3
        }
    }

    /// The mode with this number.
    package init?(code: UInt64) {
        guard let mode = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = mode
    }

    /// What people call it.
    package var title: Wording {
        switch self {
        case .day: Wording(fa: "روزانه", en: "Day")
        case .evening: Wording(fa: "شبانه", en: "Evening")
        case .distance: Wording(fa: "از راه دور", en: "Distance")
        }
    }
}
