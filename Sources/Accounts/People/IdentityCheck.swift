package import Persian
import VerifyCore

/// The port to the national registers: whether a mobile number, a name and a birth date belong to an ID number.
///
/// It is called after the contact is proven, at most three times a day for a contact and twenty times for a number,
/// never inside a transaction. It may take long; the caller waits on no thread.
package protocol IdentityCheck: Sendable {
    /// Returns what the registers answer. An error of the network or of the register is `.unavailable`.
    func check(_ query: IdentityQuery) async -> IdentityAnswer
}

/// What the registers compare.
package struct IdentityQuery: Sendable, Hashable {
    /// The number.
    package let number: IDNumber
    /// The proven mobile number; nil when only an e-mail address is proven, which no register knows.
    package let mobile: Mobile?
    /// The names.
    package let name: PersonName
    /// The day of birth.
    package let birthDate: CivilDate
}

/// The answer of the registers.
package enum IdentityAnswer: String, Sendable, CaseIterable {
    /// Everything fits.
    case matched
    /// Something differs; never what.
    case differs
    /// The person with this number has died.
    case deceased
    /// There is no answer now.
    case unavailable
}

/// A register of invented answers, for the demo and for tests: the last digit but one of a national ID decides.
///
/// | digit before the check digit | answer |
/// |---|---|
/// | 7 | deceased |
/// | 8 | unavailable |
/// | 9 | differs |
/// | another | matched, unless the mobile number ends with `000`, which belongs to another person |
///
/// Numbers of passports and of foreigners differ: registers do not know them, so two attesters prove them. The same holds
/// without a mobile number.
package struct SandboxIdentityCheck: IdentityCheck {
    /// A register.
    package init() {}

    /// Returns the answer that the table gives.
    package func check(_ query: IdentityQuery) async -> IdentityAnswer {
        guard query.number.kind == .national, let mobile = query.mobile else { return .differs }
        switch query.number.number.dropLast().last {
        case "7": return .deceased
        case "8": return .unavailable
        case "9": return .differs
        default: return mobile.canonical.hasSuffix("000") ? .differs : .matched
        }
    }
}

/// No register: numbers are proven by two attesters only.
package struct NoIdentityCheck: IdentityCheck {
    /// No register.
    package init() {}

    /// Returns `.differs`.
    package func check(_ query: IdentityQuery) async -> IdentityAnswer { .differs }
}
