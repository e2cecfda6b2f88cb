package import Hummingbird
package import Persian
import Synchronization
package import VerifyCore

/// The context of one HTTP request: the client's network, the language, the id, the time.
package struct AppRequestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The other end of the connection, which may be a proxy.
    package let peer: Address
    /// The network of the client behind the trusted proxies; the limits count it.
    package var network: Network
    /// The language of the response, by `Accept-Language`.
    package var language: Language
    /// Names this request in its response, in problems and in the log; a check's reference number.
    package var requestID: String
    /// When the request was read.
    package var now: Timestamp
    /// The same in RFC 3339.
    var nowText: String
    private let notes: Notes

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress.flatMap(Address.init) ?? .loopback
        network = Network(peer)
        language = .standard
        requestID = ""
        now = Timestamp(secondsSinceEpoch: 0)
        nowText = ""
        notes = Notes()
    }
}

extension AppRequestContext {
    /// Facts that handlers leave for the log; none of them comes from the text of the request.
    struct Facts: Sendable {
        /// The verdict of the response, where the request was a verification.
        var verdict: Verdict?
        /// The id of the API key that came with the request, also of one that was refused.
        var apiKey: String?
        /// The word of the problem that the response reports.
        var problem: String?
    }

    private final class Notes: Sendable {
        /// Guards the facts, for the time of one copy.
        let facts = Mutex(Facts())
    }

    /// Leaves the verdict for the line in the log.
    package func note(_ verdict: Verdict) {
        notes.facts.withLock { $0.verdict = verdict }
    }

    /// Leaves the id of the request's API key for the line in the log; never the key.
    package func note(apiKey id: String) {
        notes.facts.withLock { $0.apiKey = id }
    }

    /// Leaves the word of the problem that the response reports for the line in the log.
    package func note(problem word: String) {
        notes.facts.withLock { $0.problem = word }
    }

    /// What was left for the log.
    var facts: Facts { notes.facts.withLock { $0 } }

    /// The verdict of the response, where the request was a verification.
    package var verdict: Verdict? { facts.verdict }
}
