package import Persian

/// What a QR says about a degree: enough to compare with the paper, with no network.
///
/// A value is claims only; that they are genuine is the answer of `verify`. No expiry (a degree does not
/// expire) and no hash of the ID number (ten digits are guessed in seconds).
package struct DegreeToken: Sendable, Equatable {
    /// The authenticity code, `cti`.
    package let code: AuthenticityCode
    /// When the token was issued, `iat`.
    package let issuedAt: Timestamp
    /// What it says about the degree.
    package let degree: Claims
    /// Where its status is published.
    package let status: StatusReference?

    /// The issuer, `iss`.
    package static let issuer = "IR-SAORG"
    /// The most bytes of a token.
    package static let maximumSize = 1024

    /// The claims about the degree; a token of a later version may leave some out or have more.
    package struct Claims: Sendable, Equatable {
        /// What kind of document it is.
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
        /// How it was studied.
        package var mode: StudyMode?
    }

    init(code: AuthenticityCode, issuedAt: Timestamp, degree: Claims, status: StatusReference?) {
        self.code = code
        self.issuedAt = issuedAt
        self.degree = degree
        self.status = status
    }

    /// The token of a record that got this code.
    package init(for record: DegreeRecord, code: AuthenticityCode, issuedAt: Timestamp) {
        self.init(
            code: code,
            issuedAt: issuedAt,
            degree: Claims(
                documentKind: record.documentKind,
                holderFa: record.firstNameFa + " " + record.lastNameFa,
                institutionFa: record.institutionNameFa,
                level: record.level,
                fieldFa: record.fieldFa,
                graduationDate: record.graduationDate,
                idLast4: String(record.idNumber.suffix(4)),
                mode: record.mode
            ),
            status: StatusReference(code)
        )
    }

    /// Signs the claims as a tagged COSE_Sign1.
    package func signed(with key: TokenKey) throws(CryptoError) -> [UInt8] {
        try key.sign(payload)
    }
}
