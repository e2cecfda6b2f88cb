package import Persian

/// What kind of number tells a holder from everybody else.
package enum IDKind: String, Sendable, CaseIterable {
    /// شماره ملی, ten digits.
    case national
    /// The number of a passport.
    case passport
    /// کد فراگیر اتباع خارجی.
    case foreigner

    /// The number in records, for ever.
    package var code: UInt8 {
        switch self {
        case .national: 1
        case .passport: 2
        case .foreigner: 3
        }
    }

    /// The kind with this number.
    package init?(code: UInt64) {
        guard let kind = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = kind
    }

    /// What people call it.
    package var title: Wording {
        switch self {
        case .national: Wording(fa: "شماره ملی", en: "National ID")
        case .passport: Wording(fa: "گذرنامه", en: "Passport")
        case .foreigner: Wording(fa: "کد فراگیر اتباع", en: "Foreign national's number")
        }
    }
}
