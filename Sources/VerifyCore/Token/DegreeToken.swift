package import Persian

/// The claims that a QR code carries about a degree: enough to compare with the paper, without a network.
///
/// A value is only claims; `verify` checks whether they are genuine. There is no expiry (a degree does not
/// expire) and no hash of the ID number (ten digits can be guessed in seconds). The format is
/// docs/formats/degree-token.md.
package struct DegreeToken: Sendable, Equatable {
    /// The authenticity code, `cti`.
    package let code: AuthenticityCode
    /// When the token was issued, `iat`.
    package let issuedAt: Timestamp
    /// The claims about the degree.
    package let degree: Claims
    /// The place in the status lists; nil when the token has none.
    package let status: StatusReference?

    /// The issuer, `iss`.
    package static let issuer = "IR-SAORG"
    /// The limit of a token in bytes.
    package static let maximumSize = 1024

    /// The claims about the degree; a token of a later version may have fewer or more.
    package struct Claims: Sendable, Equatable {
        /// The kind of document.
        package var documentKind: DocumentKind?
        /// The holder's full name in Persian.
        package var holderFa: String?
        /// The institution's name in Persian.
        package var institutionFa: String?
        /// The level.
        package var level: Level?
        /// The field of study in Persian.
        package var fieldFa: String?
        /// The day of graduation.
        package var graduationDate: CivilDate?
        /// The last four characters of the ID number.
        package var idLast4: String?
        /// The mode of study.
        package var mode: StudyMode?
    }

    init(code: AuthenticityCode, issuedAt: Timestamp, degree: Claims, status: StatusReference?) {
        self.code = code
        self.issuedAt = issuedAt
        self.degree = degree
        self.status = status
    }

    /// Creates the token of a record with this code.
    package init(for record: DegreeRecord, code: AuthenticityCode, issuedAt: Timestamp) {
        self.init(
            code: code,
            issuedAt: issuedAt,
            degree: Claims(record),
            status: StatusReference(code)
        )
    }

    /// Signs the claims, and returns a tagged COSE_Sign1.
    package func signed(with key: TokenKey) throws(CryptoError) -> [UInt8] {
        try key.sign(payload)
    }
}

extension DegreeToken.Claims {
    /// The keys of the degree map, in their order.
    private enum Key {
        static let documentKind: Int64 = 1
        static let holderFa: Int64 = 2
        static let institutionFa: Int64 = 3
        static let level: Int64 = 4
        static let fieldFa: Int64 = 5
        static let graduationDate: Int64 = 6
        static let idLast4: Int64 = 7
        static let mode: Int64 = 8
    }

    /// Creates the claims of a record.
    init(_ record: DegreeRecord) {
        documentKind = record.documentKind
        holderFa = Self.shortened(record.firstNameFa + " " + record.lastNameFa)
        institutionFa = Self.shortened(record.institutionNameFa)
        level = record.level
        fieldFa = Self.shortened(record.fieldFa)
        graduationDate = record.graduationDate
        idLast4 = String(record.idNumber.suffix(4))
        mode = record.mode
    }

    /// The limit of a text in bytes: three such texts fit into a token with the other claims.
    private static let maximumText = 240

    /// Returns the text, or as much of it as fits, and an ellipsis.
    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > maximumText else { return text }
        var kept = String.UnicodeScalarView()
        var count = "…".utf8.count
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            if count > maximumText { break }
            kept.append(scalar)
        }
        return String(kept) + "…"
    }

    /// The map in CBOR.
    var map: CBOR {
        let entries: [(Int64, CBOR?)] = [
            (Key.documentKind, documentKind.map { .unsigned(UInt64($0.code)) }),
            (Key.holderFa, holderFa.map(CBOR.text)),
            (Key.institutionFa, institutionFa.map(CBOR.text)),
            (Key.level, level.map { .unsigned(UInt64($0.code)) }),
            (Key.fieldFa, fieldFa.map(CBOR.text)),
            (Key.graduationDate, graduationDate.map { .integer(Int64($0.daysSinceEpoch)) }),
            (Key.idLast4, idLast4.map(CBOR.text)),
            (Key.mode, mode.map { .unsigned(UInt64($0.code)) }),
        ]
        return .map(
            entries.compactMap { key, value in value.map { CBOR.Entry(.integer(key), $0) } }
        )
    }

    /// Reads a map; ignores claims that are missing, unknown or of another type.
    init(_ map: CBOR?) {
        documentKind = map?[Key.documentKind]?.unsigned.flatMap(DocumentKind.init(code:))
        holderFa = map?[Key.holderFa]?.text
        institutionFa = map?[Key.institutionFa]?.text
        level = map?[Key.level]?.unsigned.flatMap(Level.init(code:))
        fieldFa = map?[Key.fieldFa]?.text
        graduationDate = map?[Key.graduationDate]?.integer.flatMap(CivilDate.init(days:))
        idLast4 = map?[Key.idLast4]?.text
        mode = map?[Key.mode]?.unsigned.flatMap(StudyMode.init(code:))
    }
}
