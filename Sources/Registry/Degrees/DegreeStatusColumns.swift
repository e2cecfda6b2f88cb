import Persian
import Store
import VerifyCore

extension DegreeStatus {
    /// Reads code, time and reason from three columns, the first of them at `first`; nil for a combination
    /// that no status has.
    init?(_ row: borrowing Row, from first: Int) throws {
        let code = try row.int(first)
        // The usual case first: look-ups pass here.
        if code == 0, row.isNull(first + 1), row.isNull(first + 2) {
            self = .active
            return
        }
        self.init(code, at: try row.optionalText(first + 1), reason: try row.optionalInt(first + 2))
    }

    /// Creates a status from a row's columns; nil for a combination that no status has.
    init?(_ code: Int64, at moment: String?, reason: Int64?) {
        guard let code = UInt64(exactly: code) else { return nil }
        var since: Timestamp?
        if let moment {
            guard let parsed = try? Timestamp(parsing: moment) else { return nil }
            since = parsed
        }
        var known: RevocationReason?
        if let reason {
            guard let code = UInt64(exactly: reason), let word = RevocationReason(code: code) else {
                return nil
            }
            known = word
        }
        self.init(code: code, since: since, reason: known)
    }
}
