package import Persian
package import VerifyCore

/// A degree in the register, as the result of issuing or changing it.
package struct IssuedDegree: Sendable, Equatable {
    private let uuid: RecordID
    package let code: AuthenticityCode
    /// The signed token.
    package let token: [UInt8]
    package let status: DegreeStatus
    /// Whether this call made it; false for a degree that existed before.
    package let isNew: Bool
    package let issuedAt: Timestamp
    private let host: String
}

extension IssuedDegree {
    /// The record's UUID, by which programs name the degree.
    package var id: String { uuid.description }
    /// The text of the QR.
    package var qrText: String { DegreeToken.text(of: token, host: host) }

    /// A degree that was minted and inserted just now.
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

    /// A degree that existed before, from its row with a checked seal.
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
