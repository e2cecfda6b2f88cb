package import HTTPTypes

extension HTTPField.Name {
    /// A name that the library does not have; nil only for a name that no field may have.
    package static let requestID = HTTPField.Name("X-Request-ID")
    package static let forwardedFor = HTTPField.Name("X-Forwarded-For")
    package static let idempotencyKey = HTTPField.Name("Idempotency-Key")
    package static let link = HTTPField.Name("Link")
}
