import Persian

/// A contact to which messages about roles go: an e-mail address or a mobile number of Iran.
struct OfficialContact: Sendable, Hashable {
    /// The canonical text: lower-case address or `+989…`.
    let text: String
    let channel: AccountMessage.Channel

    /// The most bytes of an address (RFC 5321 §4.5.3.1.3).
    private static let limit = 254

    /// Reads what was typed; nil for anything else.
    init?(parsing typed: String) {
        let folded = Digits.folded(typed).filter { !$0.isWhitespace }
        guard folded.utf8.count <= Self.limit, folded.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        if folded.contains("@") {
            let parts = folded.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
                !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
                !folded.contains(where: { "<>(),;:\\\"[]".contains($0) })
            else { return nil }
            text = folded.lowercased()
            channel = .email
            return
        }
        let digits = folded.filter { $0 != "-" }
        let national: Substring
        if digits.hasPrefix("+98") {
            national = digits.dropFirst(3)
        } else if digits.hasPrefix("0098") {
            national = digits.dropFirst(4)
        } else if digits.hasPrefix("0") {
            national = digits.dropFirst(1)
        } else {
            return nil
        }
        guard national.utf8.count == 10, national.hasPrefix("9"),
            national.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        text = "+98\(national)"
        channel = .sms
    }
}
