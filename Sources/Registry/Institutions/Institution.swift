package import Persian
package import VerifyCore

/// A university or centre whose degrees the register holds.
package struct Institution: Sendable, Equatable {
    /// The Organisation's code of it, like `1001`: 1–10 ASCII letters and digits.
    package let code: String
    /// Its name in Persian.
    package let nameFa: String
    /// Its name in English.
    package let nameEn: String
    /// `university`, `institute`, …: shown only; no decision depends on it.
    package let kind: String
    /// Empty where it is not known.
    package let city: String
    /// When the access of its users ends; nil while the Organisation has set no end.
    package let issuesUntil: Timestamp?

    /// The most characters of a code.
    static let codeLimit = 10
    /// The most Unicode scalars of a name.
    static let nameLimit = 200
    /// The most Unicode scalars of a kind or a city.
    static let wordLimit = 60

    /// Creates an institution from the values of its row.
    init(
        code: String,
        nameFa: String,
        nameEn: String,
        kind: String,
        city: String,
        issuesUntil: Timestamp?
    ) {
        self.code = code
        self.nameFa = nameFa
        self.nameEn = nameEn
        self.kind = kind
        self.city = city
        self.issuesUntil = issuesUntil
    }

    /// Creates an institution from texts as they were typed.
    ///
    /// - Throws: `.invalid` with the first field that is wrong.
    init(
        typedCode code: String,
        nameFa: String,
        nameEn: String,
        kind: String,
        city: String,
        issuesUntil: Timestamp? = nil
    ) throws(RegistryError) {
        let code = Digits.folded(
            try Bounded.text(code, field: "code", limit: Self.codeLimit)
        )
        guard Self.isCode(code) else {
            throw .invalid(field: "code", reason: .format)
        }
        self.init(
            code: code,
            nameFa: try Bounded.text(nameFa, field: "name_fa", limit: Self.nameLimit),
            nameEn: try Bounded.text(nameEn, field: "name_en", limit: Self.nameLimit),
            kind: try Bounded.text(kind, field: "kind", limit: Self.wordLimit),
            city: try Bounded.optional(city, field: "city", limit: Self.wordLimit),
            issuesUntil: issuesUntil
        )
        try requireAlphabets()
    }

    /// Requires of each text the letters of its column: the names are signed in every record of the institution.
    private func requireAlphabets() throws(RegistryError) {
        let texts: [(String, String, Alphabet)] = [
            ("name_fa", nameFa, .persian), ("name_en", nameEn, .latin),
            ("kind", kind, .identifier), ("city", city, .identifier),
        ]
        for (field, text, alphabet) in texts where !text.isEmpty && !alphabet.allows(text) {
            throw .invalid(field: field, reason: .letters)
        }
    }

    /// Returns the institution with another end of its access.
    func issuing(until end: Timestamp?) -> Institution {
        Institution(
            code: code,
            nameFa: nameFa,
            nameEn: nameEn,
            kind: kind,
            city: city,
            issuesUntil: end
        )
    }

    /// Returns whether a text has the form of a code.
    static func isCode(_ text: String) -> Bool {
        text.utf8.allSatisfy(isCodeCharacter)
    }

    private static func isCodeCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: false
        }
    }

    /// Whether its users may issue at a moment.
    package func mayIssue(at now: Timestamp) -> Bool {
        guard let issuesUntil else { return true }
        return now < issuesUntil
    }

    /// Returns whether another value has the same names, kind and city.
    func hasNames(of other: Institution) -> Bool {
        nameFa == other.nameFa && nameEn == other.nameEn && kind == other.kind
            && city == other.city
    }
}

extension JSON {
    /// The public JSON object of an institution, over HTTP and on the command line.
    package init(_ institution: Institution) {
        self = [
            "code": .string(institution.code),
            "name_fa": .string(institution.nameFa),
            "name_en": .string(institution.nameEn),
            "kind": .string(institution.kind),
            "city": .string(institution.city),
            "issues_until": JSON(institution.issuesUntil?.description),
        ]
    }
}
