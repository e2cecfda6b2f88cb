package import Persian
import Synchronization

/// The text of the present second, made once a second and not once a request.
///
/// The lock guards `last`.
package final class TimestampCache: Sendable {
    private let last = Mutex<(moment: Timestamp, text: String)>(
        (Timestamp(secondsSinceEpoch: .min), "")
    )

    /// A moment with its text in RFC 3339.
    package func text(of moment: Timestamp) -> (Timestamp, String) {
        last.withLock { last in
            if last.moment != moment { last = (moment, moment.description) }
            return last
        }
    }
}
