/// The client for which a rate limit is counted.
package enum RateLimitKey: Hashable, Sendable {
    case network(Network)
    case key(String)
}
