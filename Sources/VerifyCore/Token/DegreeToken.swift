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
        /// The mode of study.
        package var mode: StudyMode?
    }

    init(code: AuthenticityCode, issuedAt: Timestamp, degree: Claims, status: StatusReference?) {
        self.code = code
        self.issuedAt = issuedAt
        self.degree = degree
        self.status = status
    }

    /// Creates the token of a record with this code, which the key has made.
    package init(
        for record: DegreeRecord,
        code: AuthenticityCode,
        by key: CodeKey,
        issuedAt: Timestamp
    ) {
        self.init(
            code: code,
            issuedAt: issuedAt,
            degree: Claims(record),
            status: key.statusReference(locator: code.locator)
        )
    }

    /// Signs the claims, and returns a tagged COSE_Sign1.
    package func signed(with key: TokenKey) throws(CryptoError) -> [UInt8] {
        try key.sign(payload)
    }
}

/// The degree map of a token (docs/formats/degree-token.md).
extension DegreeToken.Claims {
    /// The keys of the degree map, in their order.
    private enum Key {
        static let documentKind: Int64 = 1
        static let holderFa: Int64 = 2
        static let institutionFa: Int64 = 3
        static let level: Int64 = 4
        static let fieldFa: Int64 = 5
        static let graduationDate: Int64 = 6
        /// In tokens issued before version 0.2: the end of the ID number, which opens nothing.
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
            (Key.mode, mode.map { .unsigned(UInt64($0.code)) }),
        ]
        return .map(
            entries.compactMap { key, value in value.map { CBOR.Entry(.integer(key), $0) } }
        )
    }

    /// Reads a map; ignores claims that are missing or unknown, and words that only a later version knows.
    ///
    /// - Throws: `unexpectedItem` for a known claim of another type.
    init(_ map: CBOR?) throws(CBOR.DecodingError) {
        guard map == nil || map?.entries != nil else { throw .unexpectedItem }
        documentKind = try map.number(Key.documentKind).flatMap(DocumentKind.init(code:))
        holderFa = try map.text(Key.holderFa)
        institutionFa = try map.text(Key.institutionFa)
        level = try map.number(Key.level).flatMap(Level.init(code:))
        fieldFa = try map.text(Key.fieldFa)
        _ = try map.text(Key.idLast4)
        mode = try map.number(Key.mode).flatMap(StudyMode.init(code:))
        let day = map?[Key.graduationDate]
        graduationDate = day?.integer.flatMap(CivilDate.init(days:))
        guard day == nil || graduationDate != nil else { throw .unexpectedItem }
    }
}

extension DegreeToken {
    /// Returns whether a token shows the end of the holder's ID number, as those issued before version 0.2 do.
    ///
    /// The signature is not checked. False for bytes that are not a token.
    package static func showsIDDigits(_ token: Span<UInt8>) -> Bool {
        guard let message = try? COSESign1(decoding: token),
            let claims = try? CBOR(decoding: message.payload)
        else { return false }
        return Claims.showsIDDigits(claims)
    }
}

extension DegreeToken.Claims {
    fileprivate static func showsIDDigits(_ claims: CBOR) -> Bool {
        claims[DegreeToken.Claim.degree]?[Key.idLast4] != nil
    }
}

extension CBOR? {
    /// Returns the integer of a key, if the map has it; a number that is out of every table is 2⁶⁴ − 1.
    fileprivate func number(_ key: Int64) throws(CBOR.DecodingError) -> UInt64? {
        switch self?[key] {
        case nil: nil
        case .unsigned(let value): value
        case .negative: .max
        case .bytes, .text, .array, .map, .tagged, .float, .simple: throw .unexpectedItem
        }
    }

    /// Returns the text of a key, if the map has it.
    fileprivate func text(_ key: Int64) throws(CBOR.DecodingError) -> String? {
        guard let value = self?[key] else { return nil }
        guard let text = value.text else { throw .unexpectedItem }
        return text
    }
}
