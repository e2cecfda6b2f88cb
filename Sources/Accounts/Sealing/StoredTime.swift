import Persian

extension Timestamp {
    /// Reads a time of a sealed row; the epoch for a text that is no time.
    ///
    /// A row that was edited by hand can contain anything, and its seal is not intact then: it gives no right whatever
    /// its times, and can still be listed and ended.
    init(stored text: String) {
        self = (try? Timestamp(parsing: text)) ?? Timestamp(secondsSinceEpoch: 0)
    }
}
