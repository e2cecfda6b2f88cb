/// The address of a receiver of webhooks: `https://host[:port]/path`, in one of the forms that every parser reads alike.
package struct WebhookAddress: Sendable, Hashable {
    /// The address as it is stored and requested: scheme and host in lower case.
    package let text: String
    /// The host in lower case; an IPv6 address without brackets.
    package let host: String
    /// The port.
    package let port: Int
    /// Whether the request is encrypted.
    package let isEncrypted: Bool

    /// The most bytes of an address.
    package static let limit = 2_000

    /// Why a text is no address of a receiver.
    package enum ParsingError: Error, Equatable, Sendable {
        /// It is too long, or has other characters than those of an address.
        case characters
        /// It does not begin with `https://` or `http://`.
        case scheme
        /// It has a name and a password, or a part after `#`.
        case part
        /// The host is neither a name nor an IP address in its usual form.
        case host
        /// The port is not a number from 1 to 65535.
        case port
    }

    /// Reads an address.
    ///
    /// IPv4 addresses in hexadecimal, octal or with fewer parts are refused: parsers disagree about what they mean.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        guard text.utf8.count <= Self.limit,
            text.utf8.allSatisfy({ 0x21...0x7e ~= $0 && !"\"<>\\^`{|}".utf8.contains($0) })
        else { throw .characters }
        guard let end = text.firstRange(of: "://") else { throw .scheme }
        let scheme = text[..<end.lowerBound].lowercased()
        guard ["https", "http"].contains(scheme) else { throw .scheme }
        let rest = text[end.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let target = rest[authority.endIndex...]
        guard !authority.contains("@"), !target.contains("#") else { throw .part }
        let (written, port) = try Self.split(authority.lowercased())
        isEncrypted = scheme == "https"
        self.port = try port.map(Self.number) ?? (isEncrypted ? 443 : 80)
        host = try Self.host(written)
        let path = target.hasPrefix("/") ? String(target) : "/\(target)"
        self.text = "\(scheme)://\(written)\(port.map { ":\($0)" } ?? "")\(path)"
    }

    /// The IP address that is written as host; nil for a name.
    package var literal: OutboundAddress? { OutboundAddress(parsing: host) }

    private static func split(
        _ authority: String
    ) throws(ParsingError) -> (host: String, port: String?) {
        var host = authority[...]
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw .host }
            host = authority[...end]
        } else {
            host = authority.prefix { $0 != ":" }
        }
        let rest = authority[host.endIndex...]
        guard !rest.isEmpty else { return (String(host), nil) }
        guard rest.hasPrefix(":") else { throw .host }
        return (String(host), String(rest.dropFirst()))
    }

    private static func number(_ text: String) throws(ParsingError) -> Int {
        guard let number = Int(text), (1...65_535).contains(number), String(number) == text else {
            throw .port
        }
        return number
    }

    private static func host(_ written: String) throws(ParsingError) -> String {
        if written.hasPrefix("[") {
            let inner = String(written.dropFirst().dropLast())
            guard inner.contains(":"), OutboundAddress(parsing: inner) != nil else { throw .host }
            return inner
        }
        if OutboundAddress(parsing: written) != nil { return written }
        let labels = written.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                        || byte == UInt8(ascii: "-")
                }
        }
        // The last part of a name never begins with a digit: `0x7f.1`, `2130706433` and `127.1` are IPv4 addresses.
        guard isName, written.utf8.count <= 253, labels.last?.first?.isNumber == false else {
            throw .host
        }
        return written
    }
}

extension WebhookAddress.ParsingError: CustomStringConvertible {
    /// What is wrong, as one clause.
    package var description: String {
        switch self {
        case .characters: "it is longer than \(WebhookAddress.limit) bytes or has other characters"
        case .scheme: "it does not begin with https:// or http://"
        case .part: "it has a user name or a part after #"
        case .host: "its host is neither a name nor an IP address in the usual form"
        case .port: "its port is not a number from 1 to 65535"
        }
    }
}
