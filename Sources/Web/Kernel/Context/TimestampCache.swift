import Persian
import Synchronization

/// Caches the text of the present second, so that it is formatted once a second and not once a request.
///
/// The lock guards `last`.
final class TimestampCache: Sendable {
    private let format: @Sendable (Timestamp) -> String
    private let last = Mutex<(moment: Timestamp, text: String)>(
        (Timestamp(secondsSinceEpoch: .min), "")
    )

    /// A cache of texts in RFC 3339, or in another format.
    init(_ format: @escaping @Sendable (Timestamp) -> String = \.description) {
        self.format = format
    }

    /// Returns a moment with its text.
    func text(of moment: Timestamp) -> (Timestamp, String) {
        last.withLock { last in
            if last.moment != moment { last = (moment, format(moment)) }
            return last
        }
    }
}
