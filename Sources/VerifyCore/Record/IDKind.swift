package import Persian

/// The kind of number that identifies a holder.
package enum IDKind: String, Sendable, CaseIterable {
    /// شماره ملی, ten digits.
    case national
    /// The number of a passport.
    case passport
    /// کد فراگیر اتباع خارجی.
    case foreigner

    /// The number in records; it never changes.
    package var code: UInt8 {
        switch self {
        case .national: 1
        case .passport: 2
        case .foreigner: 3
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
        case .national: Wording(fa: "شماره ملی", en: "National ID")
        case .passport: Wording(fa: "گذرنامه", en: "Passport")
        case .foreigner: Wording(fa: "کد فراگیر اتباع", en: "Foreign national's number")
        }
    }
}
