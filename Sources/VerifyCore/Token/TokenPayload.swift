internal import Persian

extension DegreeToken {
    /// The keys of the CWT claims (RFC 8392; private ones below −65536).
    enum Claim {
        static let issuer: Int64 = 1
        static let issuedAt: Int64 = 6
        static let code: Int64 = 7
        static let degree: Int64 = -65600
        static let status: Int64 = -65601
    }

    /// The claims as deterministic CBOR.
    var payload: [UInt8] {
        var writer = CBORWriter(capacity: 256)
        writer.map(count: status == nil ? 4 : 5)
        writer.integer(Claim.issuer)
        writer.text(Self.issuer)
        writer.integer(Claim.issuedAt)
        writer.integer(issuedAt.secondsSinceEpoch)
        writer.integer(Claim.code)
        writer.byteString(code.bytes)
        writer.integer(Claim.degree)
        degree.map.write(to: &writer)
        if let status {
            writer.integer(Claim.status)
            writer.map(count: 2)
            writer.integer(0)
            writer.head(.unsigned, status.list)
            writer.integer(1)
            writer.head(.unsigned, status.index)
        }
        return writer.bytes
    }

    /// The values of `iat`: the years 1970…9999.
    private static let moments: ClosedRange<Int64> = 0...253_402_300_799

    /// Reads claims, of which issuer, time and code must be there.
    ///
    /// Ignores entries of the maps that are unknown or missing: a signed token of a later version is genuine too.
    ///
    /// - Throws: `CBOR.DecodingError`; `unexpectedItem` for a known claim of another type.
    init(payload: [UInt8]) throws(CBOR.DecodingError) {
        let claims = try CBOR(decoding: payload, size: Self.maximumSize)
        guard claims[Claim.issuer]?.text == Self.issuer,
            let moment = claims[Claim.issuedAt]?.integer, Self.moments.contains(moment),
            let code = claims[Claim.code]?.bytes.flatMap(AuthenticityCode.init(bytes:))
        else { throw .unexpectedItem }
        self.init(
            code: code,
            issuedAt: Timestamp(secondsSinceEpoch: moment),
            degree: try Claims(claims[Claim.degree]),
            status: try StatusReference(claims[Claim.status])
        )
    }
}

extension StatusReference {
    /// Reads the claim; nil where there is none.
    fileprivate init?(_ map: CBOR?) throws(CBOR.DecodingError) {
        guard let map else { return nil }
        guard let list = map[0]?.unsigned, let index = map[1]?.unsigned else {
            throw .unexpectedItem
        }
        self.init(list: list, index: index)
    }
}
