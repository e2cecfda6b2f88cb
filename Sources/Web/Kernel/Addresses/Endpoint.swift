/// The address and the port of a listener.
package struct Endpoint: Sendable, Equatable {
    /// The IP address or host name, without brackets.
    package let host: String
    let port: Int

    /// `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`; port 0 takes any free one.
    package init?(parsing text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty else { return nil }
        self.init(host: host, port: port)
    }

    /// An endpoint of a host without brackets and a port number.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

extension Endpoint: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
