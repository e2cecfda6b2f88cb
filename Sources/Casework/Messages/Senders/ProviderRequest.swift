/// A request to a provider as it is sent: without the provider's address and key, which the settings have.
package struct ProviderRequest: Sendable, Equatable {
    /// The name of the sender that made it.
    package let provider: String
    /// The operation of the provider: the end of the path of an address over HTTP, the recipient over SMTP.
    package let operation: String
    /// The body of the request, or the e-mail with its headers.
    package let body: String

    /// A request that was rendered, or read from the outbox.
    package init(provider: String, operation: String, body: String) {
        self.provider = provider
        self.operation = operation
        self.body = body
    }
}
