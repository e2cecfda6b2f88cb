package import HTTPTypes

/// The header fields that restrict what a browser may do with a response (docs/threat-model.md).
enum SecurityHeaders {
    private static let everywhere: [HTTPField] = [
        field("X-Content-Type-Options", "nosniff"),
        field("Referrer-Policy", "no-referrer"),
        field("X-Frame-Options", "DENY"),
        field("Cross-Origin-Opener-Policy", "same-origin"),
        field("Cross-Origin-Resource-Policy", "same-origin"),
        field("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ].compactMap { $0 }

    /// For documents that no browser needs to render.
    static let api: [HTTPField] =
        everywhere
        + [
            field("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            field("Cache-Control", "no-store"),
        ].compactMap { $0 }

    /// For pages: our own styles, fonts and pictures, forms to our own origin, no scripts.
    static let page: [HTTPField] =
        everywhere
        + [
            field(
                "Content-Security-Policy",
                """
                default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
                form-action 'self'; base-uri 'none'; frame-ancestors 'none'
                """
            ),
            field("Cache-Control", "no-store"),
        ].compactMap { $0 }

    /// Every name above, for a quick check whether a handler has set one of them.
    private static let names = Set((api + page).map(\.name.canonicalName))

    /// Adds those fields that the handler has not set.
    static func add(to headers: inout HTTPFields, asDocument isDocument: Bool) {
        let fields = isDocument ? api : page
        if headers.contains(where: { names.contains($0.name.canonicalName) }) {
            for field in fields where !headers.contains(field.name) { headers.append(field) }
        } else {
            headers.append(contentsOf: fields)
        }
    }

    /// Fields for a document without secrets that scripts of every site may read, such as the public keys.
    fileprivate static let everyOrigin: [HTTPField] = [
        field("Access-Control-Allow-Origin", "*"),
        field("Cross-Origin-Resource-Policy", "cross-origin"),
    ].compactMap { $0 }

    private static func field(_ name: String, _ value: String) -> HTTPField? {
        HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
    }
}

extension HTTPFields {
    /// Lets scripts of every site read the response: for public documents that depend on no session and no key.
    package mutating func allowEveryOrigin() {
        append(contentsOf: SecurityHeaders.everyOrigin)
    }
}
