package import Persian
package import VerifyCore

/// An authenticity code of the former system: twenty digits without a structure.
package struct FormerCode: Sendable, Hashable {
    /// Twenty ASCII digits.
    let digits: String

    /// Reads twenty digits as people type them, in any script and grouping; check digits are not verified.
    ///
    /// Nil for any other text.
    package init?(parsing text: String) {
        do {
            digits = try AuthenticityCode(parsing: text).digits
        } catch {
            guard let digits = error.digits else { return nil }
            self.digits = digits
        }
    }

    /// Whether a text is a number of which a program lost the last digits: `17958396597274390528.0`, `1.79584E+19`.
    ///
    /// Twenty plain digits are not one, whatever they are: a former code is any twenty digits.
    static func isDamagedNumber(_ text: String) -> Bool {
        do {
            _ = try AuthenticityCode(parsing: text)
            return false
        } catch {
            guard case .truncated(let digits) = error else { return false }
            return digits == nil || text.unicodeScalars.count { Digits.value(of: $0) != nil } > 20
        }
    }

    /// Takes twenty ASCII digits.
    init(digits: String) {
        self.digits = digits
    }

    /// Five groups of four digits.
    package var grouped: String {
        stride(from: 0, to: 20, by: 4).map { digits.dropFirst($0).prefix(4) }
            .joined(separator: " ")
    }

    /// Returns the keyed hash under which the database stores the code.
    func hash(under key: DataKey) -> [UInt8] {
        key.legacyKey.authenticate(Array(digits.utf8))
    }

    /// What became of a code of the former system.
    package enum Status: Sendable, Hashable {
        /// It answers LEGACY_VALID.
        case inForce
        /// It was withdrawn permanently and answers REVOKED.
        case withdrawn(RevocationReason, since: Timestamp)
        /// A degree of this register has replaced it. It answers SUPERSEDED, or what the degree's status
        /// demands.
        case linked(RecordID, since: Timestamp)
    }
}

extension FormerCode.Status {
    /// The number in the row and under its seal; it never changes.
    var code: Int64 {
        switch self {
        case .inForce: 0
        case .withdrawn: 1
        case .linked: 2
        }
    }

    /// The status as a word, in JSON and in sentences.
    package var word: String {
        switch self {
        case .inForce: "in_force"
        case .withdrawn: "withdrawn"
        case .linked: "linked"
        }
    }

    /// When the status began; nil for a code in force.
    package var since: Timestamp? {
        switch self {
        case .inForce: nil
        case .withdrawn(_, let since), .linked(_, let since): since
        }
    }

    /// The public class of the reason; nil unless the code was withdrawn.
    package var reason: RevocationReason? {
        switch self {
        case .withdrawn(let reason, _): reason
        case .inForce, .linked: nil
        }
    }

    /// The record of the degree that has replaced the code; nil unless it is linked.
    package var degree: RecordID? {
        switch self {
        case .linked(let degree, _): degree
        case .inForce, .withdrawn: nil
        }
    }
}
