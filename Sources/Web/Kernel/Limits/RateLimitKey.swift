/// The client for which a rate limit is counted.
package enum RateLimitKey: Hashable, Sendable {
    /// The network of a client, for requests without an API key and for wrong keys.
    case network(Network)
    /// The id of the account whose API key the client uses.
    case key(String)
}
