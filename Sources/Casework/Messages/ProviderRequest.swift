/// A request to a provider as it is sent: without the provider's address and key, which the settings have.
package struct ProviderRequest: Sendable, Equatable {
    /// The name of the sender.
    package let provider: String
    /// The body of the request, or the e-mail with its headers.
    package let body: String

    /// A request that was rendered, or read from the outbox.
    package init(provider: String, body: String) {
        self.provider = provider
        self.body = body
    }
}
