import VerifyCore

/// How much of a record an answer may show.
enum Disclosure: Sendable {
    /// T0.
    case summary
    /// T1, if the datum is right about the holder.
    case detail(Question.Datum)
    /// The fields of T1, by the graduate's consent.
    case detailByConsent

    /// Whether it can open more than T0, which the access log has to record.
    var exceedsSummary: Bool {
        if case .summary = self { false } else { true }
    }

    /// Whether the end of the ID number would open the details.
    ///
    /// It opens nothing where the degree's own token shows these digits: the answer is that of the code alone, since
    /// a right datum must not look wrong (docs/decisions/0045-what-a-token-carries.md).
    var isByIDDigits: Bool {
        if case .detail(.idLast4) = self { true } else { false }
    }

    /// Returns what may be shown of a record; nil when the datum is wrong.
    func view(of bytes: Span<UInt8>) throws(CBOR.DecodingError) -> DegreeView? {
        switch self {
        case .summary:
            return try DegreeView(summarising: bytes)
        case .detailByConsent:
            return DegreeView(detailed: try DegreeRecord(decoding: bytes))
        case .detail(let datum):
            let record = try DegreeRecord(decoding: bytes)
            return datum.matches(record) ? DegreeView(detailed: record) : nil
        }
    }
}
