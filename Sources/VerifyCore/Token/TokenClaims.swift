internal import Persian

extension DegreeToken {
    /// The keys of the CWT claims (RFC 8392; private ones below −65536).
    private enum Claim {
        static let issuer: Int64 = 1
        static let issuedAt: Int64 = 6
        static let code: Int64 = 7
        static let degree: Int64 = -65600
        static let status: Int64 = -65601
    }

    /// The keys of the degree map, in their order.
    fileprivate enum DegreeKey {
        static let documentKind: Int64 = 1
        static let holderFa: Int64 = 2
        static let institutionFa: Int64 = 3
        static let level: Int64 = 4
        static let fieldFa: Int64 = 5
        static let graduationDate: Int64 = 6
        static let idLast4: Int64 = 7
        static let mode: Int64 = 8
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

    /// The moments that an `iat` can be: the years 1970…9999.
    private static let moments: ClosedRange<Int64> = 0...253_402_300_799

    /// Reads claims, of which issuer, moment and code must be as documented.
    ///
    /// What is unknown, missing or of another type in the maps is passed over: a signed token of a later
    /// version is as genuine as this one's.
    init(payload: [UInt8]) throws(CBOR.DecodingError) {
        let claims = try CBOR(decoding: payload, size: Self.maximumSize)
        guard claims[Claim.issuer]?.text == Self.issuer,
            let moment = claims[Claim.issuedAt]?.integer, Self.moments.contains(moment),
            let code = claims[Claim.code]?.bytes.flatMap(AuthenticityCode.init(bytes:))
        else { throw .unexpectedItem }
        self.init(
            code: code,
            issuedAt: Timestamp(secondsSinceEpoch: moment),
            degree: Claims(claims[Claim.degree]),
            status: StatusReference(claims[Claim.status])
        )
    }
}

extension DegreeToken.Claims {
    fileprivate var map: CBOR {
        typealias Key = DegreeToken.DegreeKey
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
}

extension DegreeToken.Claims {
    fileprivate init(_ map: CBOR?) {
        typealias Key = DegreeToken.DegreeKey
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

extension StatusReference {
    fileprivate init?(_ map: CBOR?) {
        guard let list = map?[0]?.unsigned, let index = map?[1]?.unsigned else { return nil }
        self.init(list: list, index: index)
    }
}
