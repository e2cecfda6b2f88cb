package import HTTPTypes

extension HTTPField.Name {
    /// Names that the library lacks; the initializer returns nil only for an invalid name.
    package static let requestID = HTTPField.Name("X-Request-ID")
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")
    package static let idempotencyKey = HTTPField.Name("Idempotency-Key")
    package static let link = HTTPField.Name("Link")
}
