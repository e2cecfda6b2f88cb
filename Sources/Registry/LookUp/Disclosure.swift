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
    /// Whether the end of the ID number would open the details.
    ///
    /// It opens nothing where the degree's own token shows these digits: the answer is that of the code alone, since
    /// a right datum must not look wrong (docs/decisions/0045-what-a-token-carries.md).
    var isByIDDigits: Bool {
        if case .detail(.idLast4) = self { true } else { false }
    }

    /// Returns what may be shown of a stored record, given its bytes.
    ///
    /// `isDatumOnPaper`: Whether the datum is not compared, because the document shows it.
    func disclosed(
        of bytes: Span<UInt8>,
        isDatumOnPaper: Bool
    ) throws(CBOR.DecodingError) -> Disclosed {
        if case .summary = self { return .view(try DegreeView(summarising: bytes)) }
        guard isDatumOnPaper else { return disclosed(of: try DegreeRecord(decoding: bytes)) }
        var view = try DegreeView(summarising: bytes)
        view.isDatumOnPaper = true
        return .view(view)
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
}
