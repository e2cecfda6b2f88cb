package import Persian

/// The kind of document that a record describes.
package enum DocumentKind: String, Sendable, CaseIterable {
    /// دانشنامه.
    case diploma
    /// گواهینامه موقت.
    case provisional
    /// ریزنمرات.
    case transcript
    /// ارزشنامه, the evaluation of a foreign degree.
    case evaluation

    /// The number in records and tokens; it never changes.
    package var code: UInt8 {
        switch self {
        case .diploma: 1
        case .provisional: 2
        case .transcript: 3
        case .evaluation: 4
        }
    }

    /// Finds the kind with this number; nil if there is none.
    package init?(code: UInt64) {
        guard let kind = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = kind
    }

    /// The name for readers.
    package var title: Wording {
        switch self {
        case .diploma: Wording(fa: "دانشنامه", en: "Diploma")
        case .provisional: Wording(fa: "گواهینامه موقت", en: "Provisional certificate")
        case .transcript: Wording(fa: "ریزنمرات", en: "Transcript")
        case .evaluation: Wording(fa: "ارزشنامه", en: "Evaluation of a foreign degree")
        }
    }
}
