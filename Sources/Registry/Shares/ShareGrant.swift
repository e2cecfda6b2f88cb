package import Persian

/// A link with which a graduate shows chosen fields of a degree, without its token.
package struct ShareGrant: Sendable, Equatable {
    /// The id, by which the access log names it.
    package let id: String
    /// The fields, in their usual order.
    package let fields: [ShareField]
    /// Whether the reader has to know a PIN.
    package let hasPIN: Bool
    /// How often it can still be used.
    package let usesLeft: Int64
    package let madeAt: Timestamp
    package let expiresAt: Timestamp
    /// Whether it opens, and why not.
    package let state: State

    /// Whether a link opens.
    package enum State: Sendable, Equatable {
        /// It opens.
        case open
        /// Its holder ended it.
        case disabled
        /// Its time is over.
        case expired
        /// It was used as often as it may be.
        case usedUp
        /// Too many wrong PINs ended it.
        case wrongPINs
    }
}

/// What a graduate chooses for a link.
package struct ShareDraft: Sendable, Equatable {
    /// The fields, in their usual order.
    package let fields: [ShareField]
    /// How many days it opens.
    package let days: Int
    /// How often it may be used.
    package let uses: Int
    /// Whether the reader has to know a PIN.
    package let hasPIN: Bool

    /// The days that a link may be open.
    package static let dayLimits = 1...90
    /// The uses that a link may have; each one is a line of the access log.
    package static let useLimits = 1...100

    /// Creates a draft.
    ///
    /// - Throws: `RegistryError.invalid` for no field, too many days or too many uses.
    package init(
        fields: Set<ShareField>,
        days: Int,
        uses: Int,
        hasPIN: Bool
    ) throws(RegistryError) {
        guard !fields.isEmpty else { throw .invalid(field: "fields", reason: .missing) }
        guard Self.dayLimits.contains(days) else { throw .invalid(field: "days", reason: .format) }
        guard Self.useLimits.contains(uses) else { throw .invalid(field: "uses", reason: .format) }
        self.fields = ShareField.allCases.filter(fields.contains)
        self.days = days
        self.uses = uses
        self.hasPIN = hasPIN
    }
}

/// A link that was made just now: the only time at which token and PIN are known.
package struct NewShare: Sendable {
    /// The link.
    package let grant: ShareGrant
    /// The secret part of its address: 32 letters and digits.
    package let token: String
    /// Six digits; nil for a link without a PIN.
    package let pin: String?
}

/// What making a link led to.
package enum ShareMaking: Sendable {
    /// A new link.
    case made(NewShare)
    /// The person holds no such degree.
    case noDegree
    /// The version is not in force, so that a link would show nothing.
    case notInForce
    /// The degree has as many links as one may have in a year.
    case tooMany
}
