/// A time during which a clock stands still.
package struct ClockPause: Sendable, Hashable {
    /// When it begins.
    package let from: Timestamp
    /// When the clock runs again; nil while that is not known.
    package let until: Timestamp?

    /// Creates a pause; one that ends before it begins has no time in it.
    package init(from: Timestamp, until: Timestamp?) {
        self.from = from
        self.until = until
    }
}

/// The times during which a clock runs, in seconds of Tehran since 1970-01-01.
struct RunningTime {
    /// From a start or resumption until a pause, in order and apart from each other.
    let spans: [Range<Int>]

    /// Subtracts pauses, in any order, from the time after a start; pauses without time in them do nothing.
    init(from start: Timestamp, without pauses: [ClockPause]) {
        var begin = Self.local(start)
        var spans: [Range<Int>] = []
        let ordered = pauses.map { (Self.local($0.from), $0.until.map(Self.local) ?? .max) }
            .filter { $0.0 < $0.1 }
            .sorted { $0.0 < $1.0 }
        for (from, until) in ordered where until > begin {
            if from > begin { spans.append(begin..<from) }
            begin = until
        }
        if begin < .max { spans.append(begin..<Int.max) }
        self.spans = spans
    }

    /// Seconds in Tehran since 1970-01-01.
    static func local(_ moment: Timestamp) -> Int {
        Int(moment.secondsSinceEpoch + Timestamp.tehranOffset)
    }

    /// The moment of a number of seconds in Tehran.
    static func moment(_ local: Int) -> Timestamp {
        Timestamp(secondsSinceEpoch: Int64(local) - Timestamp.tehranOffset)
    }
}
