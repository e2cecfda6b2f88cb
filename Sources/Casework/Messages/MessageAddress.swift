import Accounts

/// The address of a recipient that a provider can be given: it has no character that could end a line of a header or of a
/// protocol.
struct MessageAddress: Sendable, Hashable {
    let channel: AccountMessage.Channel
    /// `+989` and nine digits, or an e-mail address in ASCII.
    let text: String

    /// The longest e-mail address, and its longest part before `@` (RFC 5321 §4.5.3.1).
    private static let lengths = (whole: 254, local: 64)

    /// - Throws: `OutboxError.recipient`.
    init(_ text: String, channel: AccountMessage.Channel) throws(OutboxError) {
        let isRight =
            switch channel {
            case .sms: Self.isIranianMobile(text)
            case .email: Self.isMailAddress(text)
            }
        guard isRight else { throw .recipient }
        self.channel = channel
        self.text = text
    }

    /// `+989` and nine digits: messages to other countries cost most and serve fraud (casework §10, P6).
    private static func isIranianMobile(_ text: String) -> Bool {
        text.utf8.count == 13 && text.hasPrefix("+989")
            && text.utf8.dropFirst().allSatisfy(isDigit)
    }

    /// A dot-string and a domain name (RFC 5321 §4.1.2), without quoted parts and literals.
    private static func isMailAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= lengths.whole,
            parts[0].utf8.count <= lengths.local
        else { return false }
        let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isAtom) }
            && labels.allSatisfy(isLabel)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
    }

    /// `atext` of RFC 5322 §3.2.3.
    private static func isAtom(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension MessageAddress {
    /// The address with most of it hidden, for an operator: `+98912•••••89`, `a•••@example.ir`.
    var masked: String {
        switch channel {
        case .sms: "\(text.prefix(6))•••••\(text.suffix(2))"
        case .email: "\(text.prefix(1))•••\(text.drop { $0 != "@" })"
        }
    }
}
