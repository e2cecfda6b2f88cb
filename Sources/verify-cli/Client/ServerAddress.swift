import Foundation

/// The address of a server: `http` or `https`, a host, and where wanted a port and a path.
struct ServerAddress: Sendable {
    /// The address with scheme and host in lower case and without a slash at the end.
    let text: String
    /// The same address as URLSession takes it.
    ///
    /// URLSession on Linux rejects IPv6 literals. libcurl resolves `localhost` itself, to `::1` first
    /// (RFC 6761 §6.3), so that name is used for the loopback address.
    let wireText: String
    private let scheme: String
    private let host: String

    /// Reads an address as it is typed, in any letter case, also with the IPv6 literal `[::1]`.
    init(parsing text: String) throws(Failure) {
        guard let parts = URLComponents(string: text),
            let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = parts.percentEncodedHost?.lowercased(), !host.isEmpty,
            parts.query == nil, parts.fragment == nil, parts.user == nil,
            parts.port.map({ 1...65535 ~= $0 }) ?? true
        else {
            throw .usage(
                "\(text) is not the address of a server",
                hint: "write it like https://sehat.example.ir"
            )
        }
        let port = parts.port.map { ":\($0)" } ?? ""
        var path = parts.percentEncodedPath
        while path.last == "/" { path.removeLast() }
        let bare = host.trimmingPrefix("[").prefix { $0 != "]" }
        let isLiteral = bare.contains(":")
        guard !isLiteral || bare == "::1" else {
            throw .usage(
                "\(text) has an IPv6 address, of which only [::1] is supported",
                hint: "use the host's name"
            )
        }
        self.scheme = scheme
        self.host = String(bare)
        self.text = "\(scheme)://\(isLiteral ? "[\(bare)]" : host)\(port)\(path)"
        wireText = "\(scheme)://\(isLiteral ? "localhost" : host)\(port)\(path)"
    }

    /// Whether what is sent can be read on the way: plain HTTP to another machine.
    var isExposed: Bool {
        scheme == "http" && !isLoopback
    }

    /// RFC 6890 §2.2.2 and §2.2.3, and the name for them (RFC 6761 §6.3).
    private var isLoopback: Bool {
        ["localhost", "::1"].contains(host)
            || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
    }
}
