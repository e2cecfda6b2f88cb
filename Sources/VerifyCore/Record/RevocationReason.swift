package import Persian

/// The public class of the reason why a degree was revoked; the reason itself is not public.
package enum RevocationReason: String, Sendable, CaseIterable {
    /// It was issued by mistake.
    case error
    /// Fraud or breach of rules by the holder.
    case misconduct
    /// A court ordered it.
    case court

    /// The number that the row's MAC covers; it never changes.
    package var code: UInt8 {
        switch self {
        case .error: 1
        case .misconduct: 2
        case .court: 3
        }
    }

    /// Finds the reason with this number; nil if there is none.
    package init?(code: UInt64) {
        guard let reason = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = reason
    }

    /// The name for readers.
    package var title: Wording {
        switch self {
        case .error: Wording(fa: "اشتباه در صدور", en: "Issued in error")
        case .misconduct: Wording(fa: "تخلف", en: "Misconduct")
        case .court: Wording(fa: "رأی دادگاه", en: "Court order")
        }
    }
}
