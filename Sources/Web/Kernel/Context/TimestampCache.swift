import Persian
import Synchronization

/// Caches the text of the present second, so that it is formatted once a second and not once a request.
///
/// The lock guards `last`.
final class TimestampCache: Sendable {
    private let last = Mutex<(moment: Timestamp, text: String)>(
        (Timestamp(secondsSinceEpoch: .min), "")
    )

    /// Returns a moment with its text in RFC 3339.
    func text(of moment: Timestamp) -> (Timestamp, String) {
        last.withLock { last in
            if last.moment != moment { last = (moment, moment.description) }
            return last
        }
    }
}
