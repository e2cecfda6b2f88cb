/// The event of a case that decided about a document: the case's UUID and the number of the event in it.
///
/// Its text, `CASE/SEQ`, is the field `decision` of a record (docs/formats/record.md), and leads to the persons who acted
/// in the case.
package struct CaseDecision: Sendable, Hashable, CustomStringConvertible {
    /// The UUID of the case.
    package let caseID: RecordID
    /// The number of the event, from 1.
    package let seq: Int64

    /// Creates the decision of an event; nil for a number below 1.
    package init?(caseID: RecordID, seq: Int64) {
        guard seq >= 1 else { return nil }
        self.caseID = caseID
        self.seq = seq
    }

    /// The form in a record: `f81d4fae-7dec-11d0-a765-00a0c91e6bf6/7`.
    package var description: String { "\(caseID)/\(seq)" }

    /// Reads the form in a record; there is one text for each decision.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let caseID = RecordID(parsing: String(parts[0])),
            let seq = Int64(parts[1]), let decision = CaseDecision(caseID: caseID, seq: seq),
            decision.description == text
        else { throw .format }
        self = decision
    }

    /// Why a text is not a decision.
    package enum ParsingError: Error, Equatable {
        /// Not a UUID in lower case, a slash, and a number from 1 without leading zeros.
        case format
    }
}
