package import Hummingbird
package import Persian
import Synchronization
package import VerifyCore

/// One HTTP request on its way through the house: who asks, in which language, under which id.
package struct AppRequestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The other end of the connection; a proxy where there is one.
    package let peer: Address
    /// Who asks, after the proxies that are trusted; what the limits count.
    package var network: Network
    package var language: Language
    /// Names this request in its answer, in problems and in the log; the check's reference.
    package var requestID: String
    /// When the request was read.
    package var now: Timestamp
    /// The same in RFC 3339.
    package var nowText: String
    private let notes: Notes

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress.flatMap(Address.init) ?? .loopback
        network = Network(peer)
        language = .persian
        requestID = ""
        now = Timestamp(secondsSinceEpoch: 0)
        nowText = ""
        notes = Notes()
    }
}

extension AppRequestContext {
    /// What handlers leave for the log: facts without any word that came with the request.
    private final class Notes: Sendable {
        package let verdict = Mutex<Verdict?>(nil)
    }

    /// Leaves the verdict for the log's line.
    package func note(_ verdict: Verdict) {
        notes.verdict.withLock { $0 = verdict }
    }

    /// The verdict that was answered, where the request was a verification.
    package var verdict: Verdict? { notes.verdict.withLock { $0 } }
}
