/// What a person may be in an organisation (`role_grant.role`).
package enum Role: String, Sendable, Hashable, CaseIterable {
    /// A root administrator of SAORG, who grants roles to administrators.
    case root
    /// An administrator of SAORG: organisations, heads, resets.
    case administrator
    /// An office of SAORG that confirms what institutions agreed to.
    case graduatesOffice = "graduates-office"
    /// Reviews for SAORG in the place of an institution that stays silent.
    case saorgReviewer = "saorg-reviewer"
    /// The help desk of SAORG, which reads the state of a case and changes nothing.
    case helpDesk = "help-desk"
    /// Reads the audit trail.
    case auditor
    /// Monitoring and evaluation: may open a protected identity.
    case custodian
    /// The head of an institution: names people, asks for cartables.
    case head
    /// Whom a head has named to ask for cartables, with SAORG's approval.
    case accessOfficer = "access-officer"
    /// Reviews requests of graduates for an institution.
    case reviewer
    /// The second person of an institution.
    case confirmer
    /// Uploads graduates' records for an institution.
    case uploader
    /// Attests the identity of people in their presence: at universities, consulates, offices of SAORG.
    case attester
}

/// The rules of roles: where a role exists, and which role may grant it.
extension Role {
    /// The kinds of organisation in which the role exists.
    package var kinds: Set<Organisation.Kind> {
        switch self {
        case .root, .administrator, .graduatesOffice, .saorgReviewer, .helpDesk, .auditor,
            .custodian:
            [.unit]
        case .head: [.institution, .outside, .verifier]
        case .accessOfficer, .confirmer, .uploader: [.institution]
        case .reviewer: [.institution, .outside]
        case .attester: [.institution, .unit, .outside]
        }
    }

    /// Whether a holder in the unit that owns a service reads the cases of the service and acts for the unit.
    package var readsCasesOfUnit: Bool {
        switch self {
        case .helpDesk, .auditor, .attester: false
        case .root, .administrator, .graduatesOffice, .saorgReviewer, .custodian, .head,
            .accessOfficer, .reviewer, .confirmer, .uploader:
            true
        }
    }

    /// The role whose holder may grant this one.
    package var granter: Granter {
        switch self {
        case .root, .administrator, .auditor, .custodian: .saorg(.root)
        case .graduatesOffice, .saorgReviewer, .helpDesk, .head, .attester: .saorg(.administrator)
        case .accessOfficer: .headWithApproval
        case .reviewer, .confirmer, .uploader: .head
        }
    }

    /// The roles that another role may grant.
    package enum Granter: Sendable, Hashable {
        /// A holder of this role in SAORG.
        case saorg(Role)
        /// The head of the same organisation.
        case head
        /// The head of the same organisation proposes, and an administrator of SAORG approves.
        case headWithApproval

        /// Whether one person of SAORG grants the role, in every organisation.
        var isSAORG: Bool {
            if case .saorg = self { true } else { false }
        }
    }
}
