/// What a person may be in an organisation (`role_grant.role`).
package enum Role: String, Sendable, Hashable, CaseIterable {
    /// A root administrator of SAORG, who grants roles to administrators.
    case root
    /// An administrator of SAORG: organisations, heads, resets.
    case administrator
    /// An office of SAORG that confirms what institutions agreed to.
    case graduatesOffice = "graduates-office"
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
