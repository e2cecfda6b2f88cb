/// The cookies of people: the session, and the browser before and after it (docs/decisions/0061-sessions-and-form-tokens.md).
///
/// Outside the development environment their names have the prefix `__Host-`: a browser accepts them over TLS only, and no
/// other host of the domain can set them.
package struct AccessCookies: Sendable {
    /// The name of the cookie with the token of the session.
    package let session: String
    /// The name of the cookie that binds challenges and the forms before the sign-in to one browser.
    package let browser: String
    private let isSecure: Bool

    /// The names for pages at `publicURL`.
    ///
    /// On this machine over plain HTTP, which only the development environment permits here, no browser accepts the
    /// prefix everywhere: the names then have none, and the cookies are sent without TLS.
    package init(publicURL: String, isDevelopment: Bool) {
        let host = publicURL.hasPrefix("http://") ? publicURL.dropFirst(7) : nil
        let isLoopback = host.map { Reach(host: Self.name(in: $0)) == .machine } ?? false
        isSecure = !(isDevelopment && isLoopback)
        let prefix = isSecure ? "__Host-" : ""
        session = prefix + "sehat"
        browser = prefix + "sehat-browser"
    }

    /// Returns the name or address of `HOST:PORT` or `[ADDRESS]:PORT`.
    private static func name(in host: Substring) -> String {
        host.hasPrefix("[") ? String(host) : String(host.prefix { $0 != ":" })
    }
}

extension AccessCookies {
    /// The seconds that a browser keeps the cookie of the browser: the longest that browsers permit, 400 days.
    private static let browserSeconds = 400 * 86_400

    /// Returns the cookie of a new session; the browser forgets it when it closes.
    func setting(session token: String) -> SetCookie {
        SetCookie(session, token, seconds: nil, isSecure: isSecure)
    }

    /// Returns the cookie that removes the session's.
    var removingSession: SetCookie { SetCookie(session, "", seconds: 0, isSecure: isSecure) }

    /// Returns the cookie of a browser.
    func setting(browser token: String) -> SetCookie {
        SetCookie(browser, token, seconds: Self.browserSeconds, isSecure: isSecure)
    }
}
