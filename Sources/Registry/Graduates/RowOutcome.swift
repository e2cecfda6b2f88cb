package import Persian

/// What became of a record of an upload.
package enum RowOutcome: String, Sendable, CaseIterable {
    /// Taken into the data bank.
    case accepted
    /// Taken, but somebody should look at it.
    case acceptedWithWarning = "accepted_with_warning"
    /// Not taken; the data bank is as it was.
    case rejected
    /// The data bank had exactly this already.
    case unchanged

    /// What people call it.
    package var title: Wording {
        switch self {
        case .accepted: Wording(fa: "پذیرفته شد", en: "accepted")
        case .acceptedWithWarning: Wording(fa: "با هشدار پذیرفته شد", en: "accepted with a warning")
        case .rejected: Wording(fa: "رد شد", en: "rejected")
        case .unchanged: Wording(fa: "بی‌تغییر", en: "unchanged")
        }
    }
}
