package import Persian
package import VerifyCore

/// A degree that stands in the register, as whoever issued or changed it is told.
package struct IssuedDegree: Sendable, Equatable {
    /// The record's UUID, by which programs name the degree.
    package let id: String
    package let code: AuthenticityCode
    /// The signed token.
    package let token: [UInt8]
    /// The text of the QR.
    package let qrText: String
    package let status: DegreeStatus
    /// Whether this call made it; false for what had been there already.
    package let isNew: Bool
    package let issuedAt: Timestamp
}

extension IssuedDegree {
    /// What was minted and placed just now.
    init(_ minted: MintedDegree, host: String) {
        self.init(
            id: minted.record.uuid.description,
            code: minted.code,
            token: minted.token,
            qrText: DegreeToken.text(of: minted.token, host: host),
            status: .active,
            isNew: true,
            issuedAt: minted.issuedAt
        )
    }

    /// A row that was there, its seal checked.
    init(_ row: SealedRow, status: DegreeStatus? = nil, host: String) {
        self.init(
            id: row.record.uuid.description,
            code: row.code,
            token: row.token,
            qrText: DegreeToken.text(of: row.token, host: host),
            status: status ?? row.status,
            isNew: false,
            issuedAt: row.issuedAt
        )
    }
}
