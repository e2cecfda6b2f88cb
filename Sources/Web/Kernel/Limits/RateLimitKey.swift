/// Who a limit is kept for.
package enum RateLimitKey: Hashable, Sendable {
    case network(Network)
    case key(String)
}
