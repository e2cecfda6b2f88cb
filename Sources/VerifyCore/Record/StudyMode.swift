package import Persian

/// The mode of study (دوره).
package enum StudyMode: String, Sendable, CaseIterable {
    /// روزانه.
    case day
    /// شبانه.
    case evening
    /// پیام نور and مجازی.
    case distance

    /// The number in records and tokens; it never changes.
    package var code: UInt8 {
        switch self {
        case .day: 1
        case .evening: 2
        case .distance: 3
        }
    }

    /// Finds the mode with this number; nil if there is none.
    package init?(code: UInt64) {
        guard let mode = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = mode
    }

    /// The name for readers.
    package var title: Wording {
        switch self {
        case .day: Wording(fa: "روزانه", en: "Day")
        case .evening: Wording(fa: "شبانه", en: "Evening")
        case .distance: Wording(fa: "از راه دور", en: "Distance")
        }
    }
}
