package import HTTPTypes

/// What every answer tells the browser not to do (design §8, "Manners towards people").
package enum SecurityHeaders {
    private static let everywhere: [HTTPField] = [
        field("X-Content-Type-Options", "nosniff"),
        field("Referrer-Policy", "no-referrer"),
        field("X-Frame-Options", "DENY"),
        field("Cross-Origin-Opener-Policy", "same-origin"),
        field("Cross-Origin-Resource-Policy", "same-origin"),
        field("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ].compactMap { $0 }

    /// For documents that no browser needs to draw.
    package static let api: [HTTPField] =
        everywhere
        + [
            field("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            field("Cache-Control", "no-store"),
        ].compactMap { $0 }

    /// For pages: our own styles, fonts and pictures, forms to ourselves, no script at all.
    package static let page: [HTTPField] =
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

    /// Every name above, to see at once whether an answer has one of its own.
    private static let names = Set((api + page).map(\.name.canonicalName))

    /// Adds those that an answer has not got from its handler.
    package static func add(to headers: inout HTTPFields, asDocument isDocument: Bool) {
        let fields = isDocument ? api : page
        if headers.contains(where: { names.contains($0.name.canonicalName) }) {
            for field in fields where !headers.contains(field.name) { headers.append(field) }
        } else {
            headers.append(contentsOf: fields)
        }
    }

    private static func field(_ name: String, _ value: String) -> HTTPField? {
        HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
    }
}
