package import Persian
package import VerifyCore

/// A number that identifies a person, with its kind and the state that issued it.
package struct IDNumber: Sendable, Hashable {
    /// National, of a passport, or of a foreigner in Iran.
    package let kind: IDKind
    /// The issuing state, three letters of ISO 3166-1: `IRN` unless it is a passport.
    package let country: String
    /// The number in its canonical form: ASCII digits, for a passport digits and capital letters.
    package let number: String

    /// The digits that the number of a foreigner may have: twelve, in older documents 8 to 15.
    private static let foreignerDigits = 8...15
    /// The characters that the number of a passport may have (ICAO 9303: nine, some states have more).
    private static let passportCharacters = 5...20

    /// Reads a number that a person typed.
    ///
    /// `country`: The issuing state of a passport; ignored for other kinds.
    ///
    /// - Throws: `IDNumberFault`.
    package init(
        _ kind: IDKind,
        country: String = "",
        typed text: String
    ) throws(IDNumberFault) {
        self.kind = kind
        switch kind {
        case .national:
            self.country = Self.iran
            do {
                number = try NationalID(parsing: text).digits
            } catch {
                throw .national(error)
            }
        case .foreigner:
            self.country = Self.iran
            number = Self.folded(text)
            guard number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .foreigner }
            guard Self.foreignerDigits.contains(number.utf8.count) else { throw .foreigner }
        case .passport:
            let country = country.uppercased()
            guard country.utf8.count == 3, country.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
            else { throw .country }
            self.country = country
            number = Self.folded(text)
            guard Self.passportCharacters.contains(number.utf8.count),
                number.utf8.allSatisfy({
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                })
            else { throw .passport }
        }
    }

    /// A number that the database has.
    init(stored kind: IDKind, country: String, number: String) {
        self.kind = kind
        self.country = country
        self.number = number
    }

    /// A national ID.
    package init(_ id: NationalID) {
        self.init(stored: .national, country: Self.iran, number: id.digits)
    }

    /// The state that issues national IDs and numbers of foreigners.
    package static let iran = "IRN"

    /// One text for each number, for keyed hashes.
    var key: String { "\(kind.rawValue) \(country) \(number)" }

    private static func folded(_ text: String) -> String {
        let dropped: Set<Character> = [" ", "-", ".", "_", "\u{200C}"]
        return Digits.folded(Letters.stored(text)).uppercased().filter { !dropped.contains($0) }
    }
}

/// Why a text is not a number that identifies a person.
package enum IDNumberFault: Error, Equatable, Sendable {
    /// Not a national ID, with the reason.
    case national(NationalID.ParsingError)
    /// The issuing state of a passport is not three letters.
    case country
    /// Not the number of a passport: letters and digits, 5 to 20.
    case passport
    /// Not the number of a foreigner: 8 to 15 digits.
    case foreigner
}
