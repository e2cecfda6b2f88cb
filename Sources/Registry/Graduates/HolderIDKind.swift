import Persian
package import VerifyCore

/// The kind of number that identifies a graduate.
package enum HolderIDKind: String, Sendable, CaseIterable {
    /// شماره ملی: ten digits.
    case national
    /// The number of a passport, with its issuing state where that is known.
    case passport
    /// کد فراگیر اتباع خارجی: 8 to 15 digits.
    case foreigner
    /// شماره شناسنامه, of graduates before national IDs: not unique without the place of issue.
    case birthCertificate = "birth_certificate"

    /// The kind in a degree record; nil for a birth certificate, from which no degree is issued.
    package var recordKind: IDKind? {
        switch self {
        case .national: .national
        case .passport: .passport
        case .foreigner: .foreigner
        case .birthCertificate: nil
        }
    }

    /// The number in the database, which never changes.
    var code: Int64 {
        switch self {
        case .national: 1
        case .passport: 2
        case .foreigner: 3
        case .birthCertificate: 4
        }
    }

    /// The kind with a number of the database.
    init?(code: Int64) {
        guard let kind = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = kind
    }

    init(_ kind: IDKind) {
        switch kind {
        case .national: self = .national
        case .passport: self = .passport
        case .foreigner: self = .foreigner
        }
    }

    /// The kind that a cell of `id_kind` names; nil for an unknown word.
    init?(word: String) {
        guard let kind = Self.words.value(of: word) else { return nil }
        self = kind
    }

    private static let words = Vocabulary<HolderIDKind>([
        (.national, ["national", "national id", "شماره ملی", "کد ملی"]),
        (.passport, ["passport", "گذرنامه", "شماره گذرنامه", "پاسپورت"]),
        (
            .foreigner,
            [
                "foreigner", "کد فراگیر", "کد فراگیر اتباع", "شماره فراگیر", "کد اتباع",
                "اتباع خارجی",
            ]
        ),
        (
            .birthCertificate,
            ["birth_certificate", "birth certificate", "شناسنامه", "شماره شناسنامه"]
        ),
    ])
}
