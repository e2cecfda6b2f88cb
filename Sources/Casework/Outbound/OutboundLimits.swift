/// What holds for every request to another server.
package struct OutboundLimits: Sendable {
    /// The longest time to a connection, in milliseconds.
    package var connection = 5_000
    /// The longest time of all of it, in milliseconds; with half as much for the goodbye to a mail server it is
    /// shorter than the lease of a message.
    package var whole = 20_000
    /// The most bytes of an answer.
    package var answer = 65_536
    /// The file of the certificate authorities; nil for those of the system.
    package var authorities: String?

    /// The usual limits.
    package init(authorities: String? = nil) {
        self.authorities = authorities
    }
}
