package import Persian

/// The outcome of a record of an upload.
package enum RowOutcome: String, Sendable, CaseIterable {
    /// Taken into the data bank.
    case accepted
    /// Taken; a person should check it.
    case acceptedWithWarning = "accepted_with_warning"
    /// Not taken; the data bank is unchanged.
    case rejected
    /// The data bank already had exactly this.
    case unchanged

    /// The name for people.
    package var title: Wording {
        switch self {
        case .accepted: Wording(fa: "پذیرفته شد", en: "accepted")
        case .acceptedWithWarning: Wording(fa: "با هشدار پذیرفته شد", en: "accepted with a warning")
        case .rejected: Wording(fa: "رد شد", en: "rejected")
        case .unchanged: Wording(fa: "بی‌تغییر", en: "unchanged")
        }
    }
}
