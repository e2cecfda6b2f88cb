import HTTPTypes
package import Hummingbird

/// The cookies of a request and of a response (RFC 6265).
extension Request {
    /// Returns the value of a cookie; nil where the request has none of that name, or several.
    ///
    /// A cookie with the prefix `__Host-` comes from this host alone. Without the prefix a neighbour under the same
    /// domain could add a second one, so that two values of one name mean none.
    package func cookie(_ name: String) -> String? {
        let pairs = headers[values: .cookie].flatMap { $0.split(separator: ";") }
        let values = pairs.compactMap { pair -> String? in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, halves[0].trimmed == name else { return nil }
            return halves[1].trimmed
        }
        return values.count == 1 ? values[0] : nil
    }
}

/// A cookie as a response sets it: for this host, every path, never for scripts.
package struct SetCookie: Sendable {
    /// The name, with its prefix.
    package let name: String
    /// The value: letters and digits.
    package let value: String
    /// The seconds that a browser keeps it; nil until it closes, 0 to remove it.
    package let seconds: Int?
    /// Whether it is sent over TLS only.
    package let isSecure: Bool

    /// A cookie with its attributes.
    package init(_ name: String, _ value: String, seconds: Int?, isSecure: Bool) {
        self.name = name
        self.value = value
        self.seconds = seconds
        self.isSecure = isSecure
    }

    /// The value of `Set-Cookie`.
    package var text: String {
        var text = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if isSecure { text += "; Secure" }
        if let seconds { text += "; Max-Age=\(seconds)" }
        return text
    }
}

extension Response {
    /// Adds a cookie.
    package mutating func set(_ cookie: SetCookie) {
        headers.append(HTTPField(name: .setCookie, value: cookie.text))
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(
            drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
        )
    }
}
