package import Persian
package import VerifyCore

/// A degree that stands in the register, as whoever issued or changed it is told.
package struct IssuedDegree: Sendable, Equatable {
    private let uuid: RecordID
    package let code: AuthenticityCode
    /// The signed token.
    package let token: [UInt8]
    package let status: DegreeStatus
    /// Whether this call made it; false for what had been there already.
    package let isNew: Bool
    package let issuedAt: Timestamp
    private let host: String
}

extension IssuedDegree {
    /// The record's UUID, by which programs name the degree.
    package var id: String { uuid.description }
    /// The text of the QR.
    package var qrText: String { DegreeToken.text(of: token, host: host) }

    /// What was minted and placed just now.
    init(_ minted: MintedDegree, host: String) {
        self.init(
            uuid: minted.record.uuid,
            code: minted.code,
            token: minted.token,
            status: .active,
            isNew: true,
            issuedAt: minted.issuedAt,
            host: host
        )
    }

    /// A row that was there, its seal checked.
    init(_ row: SealedRow, status: DegreeStatus? = nil, host: String) {
        self.init(
            uuid: row.record.uuid,
            code: row.code,
            token: row.token,
            status: status ?? row.status,
            isNew: false,
            issuedAt: row.issuedAt,
            host: host
        )
    }
}
