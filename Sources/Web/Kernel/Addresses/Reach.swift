/// From where an address can be reached.
package enum Reach: Sendable, Equatable {
    /// From the same machine only.
    case machine
    /// From a private network (RFC 1918, RFC 4193, RFC 6598, link-local).
    case privateNetwork
    /// Every address of the machine, whatever they are: `0.0.0.0`, `::`.
    case everyInterface
    /// From the internet.
    case everywhere
    /// A name: what it leads to is not known here.
    case name

    /// The reach of an IP address, or of a host's name; an address may have brackets.
    package init(host: String) {
        if let address = Address(parsing: host) {
            self.init(address)
        } else {
            let name = host.lowercased()
            self = name == "localhost" || name.hasSuffix(".localhost") ? .machine : .name
        }
    }

    /// The reach of an IP address.
    package init(_ address: Address) {
        func isIn(_ texts: [String]) -> Bool {
            texts.contains { AddressRange(parsing: $0)?.contains(address) ?? false }
        }
        self =
            if isIn(["127.0.0.0/8", "::1"]) {
                .machine
            } else if isIn(["0.0.0.0", "::"]) {
                .everyInterface
            } else if isIn(Self.privateRanges) {
                .privateNetwork
            } else {
                .everywhere
            }
    }

    private static let privateRanges = [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10",
        "fc00::/7",
        "fe80::/10",
    ]
}
