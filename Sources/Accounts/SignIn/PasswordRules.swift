import Persian

/// What a password must not be: too short, too long, common, or the product's own words.
package enum PasswordFault: Error, Equatable, Sendable {
    /// It has fewer than `PasswordRules.shortest` characters.
    case short
    /// It has more than `PasswordRules.longest` characters.
    case long
    /// It is one of the most common passwords, also with digits around it or repeated.
    case common
    /// It consists of the product's or the person's own words.
    case ownWord
}

/// The rules of passwords (NIST SP 800-63B §5.1.1.2): length and lists, no classes of characters.
package enum PasswordRules {
    /// The fewest characters.
    package static let shortest = 12
    /// The most characters.
    package static let longest = 128

    /// The fewest different characters.
    private static let fewestDifferent = 5

    /// The product's own words, folded.
    private static let ownWords = ["صحت", "سجاد", "سازمان", "sehat", "sajad", "saorg", "password"]

    /// Requires that a password may be used.
    ///
    /// `words`: The person's own words: names, the number, the name of the university.
    ///
    /// - Throws: `PasswordFault`.
    package static func require(
        _ password: String,
        ownWords words: [String]
    ) throws(PasswordFault) {
        guard password.count >= shortest else { throw .short }
        guard password.count <= longest else { throw .long }
        let folded = Letters.key(password)
        guard Set(folded).count >= fewestDifferent,
            !forms(of: folded).contains(where: CommonPasswords.all.contains)
        else { throw .common }
        var rest = folded
        for word in ownWords + words.map({ Letters.key($0) }) where word.count >= 3 {
            rest = rest.replacing(word, with: "")
        }
        // What is left without the words must be a password by itself.
        guard rest.count >= folded.count || rest.filter(\.isLetter).count >= 6 else {
            throw .ownWord
        }
    }

    /// The forms in which a common password is recognised: as it is, without what surrounds its letters, and each text
    /// whose repetition it is, also a partial one.
    private static func forms(of folded: String) -> Set<String> {
        let trimmed = folded.drop { !$0.isLetter }
        let bare = String(trimmed.reversed().drop { !$0.isLetter }.reversed())
        return units(of: folded).union(units(of: bare)).union([folded, bare])
    }

    /// The texts whose repetition a text is: `qwerty` for `qwertyqwertyqw`.
    private static func units(of text: String) -> Set<String> {
        let letters = Array(text)
        var units: Set<String> = []
        for count in letters.indices.dropFirst(3)
        where letters.indices.allSatisfy({ letters[$0] == letters[$0 % count] }) {
            units.insert(String(letters.prefix(count)))
        }
        return units
    }
}
