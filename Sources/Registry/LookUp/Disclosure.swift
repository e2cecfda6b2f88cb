import VerifyCore

/// How much of a record an answer may show.
enum Disclosure: Sendable {
    /// T0.
    case summary
    /// T0, and of the record what a genuine token has handed over already.
    indirect case claims(DegreeToken.Claims)
    /// T1, if the datum is right about the holder.
    case detail(Question.Datum)
    /// The fields of T1, by the graduate's consent.
    case detailByConsent

    /// Whether it can open more than was asked with, which the access log has to record.
    var exceedsSummary: Bool {
        switch self {
        case .summary, .claims: false
        case .detail, .detailByConsent: true
        }
    }
}

/// What an answer shows of a record.
enum Disclosed: Sendable {
    /// The fields of the tier.
    case view(DegreeView)
    /// Nothing: the datum is wrong.
    case wrongDatum
    /// Nothing: the token is signed, but says something else than the record.
    case otherClaims
}

extension Disclosure {
    /// Returns what may be shown of a stored record, given its bytes.
    ///
    /// `token`: Reads the token that was issued with it.
    func disclosed(
        of bytes: Span<UInt8>,
        token: () throws -> [UInt8]
    ) throws -> Disclosed {
        if case .summary = self { return .view(try DegreeView(summarising: bytes)) }
        let record = try DegreeRecord(decoding: bytes)
        if case .detail(.idLast4) = self, Self.showsIDNumber(try token()) {
            // Four digits that the paper shows in clear prove no knowledge of the holder.
            guard case .view = disclosed(of: record) else { return .wrongDatum }
            var view = try DegreeView(summarising: bytes)
            view.isDatumOnPaper = true
            return .view(view)
        }
        return disclosed(of: record)
    }

    /// Returns what may be shown of a record.
    func disclosed(of record: DegreeRecord) -> Disclosed {
        switch self {
        case .summary:
            .view(DegreeView(summarising: record))
        case .claims(let claims):
            claims.agree(with: record)
                ? .view(DegreeView(record, claimed: claims)) : .otherClaims
        case .detailByConsent:
            .view(DegreeView(detailed: record))
        case .detail(let datum):
            datum.matches(record) ? .view(DegreeView(detailed: record)) : .wrongDatum
        }
    }

    /// Returns whether a token has the last four characters of the ID number, as those before version 0.2 had.
    private static func showsIDNumber(_ token: [UInt8]) -> Bool {
        guard let claims = try? UnverifiedToken(decoding: token).claims() else { return false }
        return claims.degree.idLast4 != nil
    }
}
