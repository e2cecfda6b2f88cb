package import Persian
package import VerifyCore

/// How far a service is offered (`service_phase`).
package enum ServicePhase: String, Sendable, Hashable, CaseIterable {
    /// Not offered: the phase of a service without a row.
    case off
    /// Offered to the owner unit only.
    case trial
    /// Offered.
    case on
    /// No new cases; the open ones continue.
    case closing
    /// Ended: no case is open.
    case closed
}

/// The phase of a service, with the call window of new cases.
package struct ServiceOffer: Sendable, Hashable {
    /// The service.
    package let service: ServiceID
    /// The phase.
    package let phase: ServicePhase
    /// The first moment of the call window; nil without a beginning.
    package let opensAt: Timestamp?
    /// The first moment after the call window; nil without an end.
    package let closesAt: Timestamp?
    /// The verdict on the seal; intact for a service without a row.
    package let seal: Keyring.SealVerdict

    /// The offer of a service without a row.
    static func none(of service: ServiceID) -> ServiceOffer {
        ServiceOffer(
            service: service,
            phase: .off,
            opensAt: nil,
            closesAt: nil,
            seal: .intact
        )
    }

    /// Whether a new case may be opened at a moment.
    ///
    /// `isOwnerUnit`: whether the opener belongs to the unit that is responsible for the service. A row whose seal is not
    /// intact opens nothing.
    package func accepts(at moment: Timestamp, isOwnerUnit: Bool) -> Bool {
        guard seal == .intact else { return false }
        if let opensAt, moment < opensAt { return false }
        if let closesAt, moment >= closesAt { return false }
        return switch phase {
        case .on: true
        case .trial: isOwnerUnit
        case .off, .closing, .closed: false
        }
    }
}
