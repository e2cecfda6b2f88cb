package import Persian

/// What the licence of an organisation permits at a date (R99).
package enum LicenceVerdict: Sendable, Equatable {
    /// Studies of that date are licensed.
    case licensed
    /// The date is before the licence.
    case notYet(from: Timestamp)
    /// The date is after the end of the licence, or after the organisation was closed.
    case ended(at: Timestamp)
}

extension Organisation {
    /// Judges studies or a degree by the licence of *its* date: a later end of the licence does not concern it.
    package func licence(at date: Timestamp) -> LicenceVerdict {
        if let licensedFrom, date < licensedFrom { return .notYet(from: licensedFrom) }
        let ends = [licensedUntil, closedAt].compactMap(\.self)
        if let end = ends.min(), date >= end { return .ended(at: end) }
        return .licensed
    }
}
