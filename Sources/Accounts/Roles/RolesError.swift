/// Why a change of organisations, roles, invitations, delegations or proposals was refused.
package enum RolesError: Error, Equatable, Sendable {
    /// A field of an organisation is missing, too long or of a wrong form; the name is that of its column.
    case invalid(field: String)
    /// No organisation has this code.
    case noSuchOrganisation(String)
    /// An organisation has this code already.
    case organisationExists(String)
    /// A successor that would lead back to the organisation.
    case successorCircle(String)
    /// The organisation is closed.
    case organisationClosed(String)
    /// No organisation is responsible: this one is closed and has no successor.
    case noSuccessor(String)
    /// The role does not exist in this kind of organisation.
    case roleDoesNotFit(Role, Organisation.Kind)
    /// The person has the role in the organisation already.
    case roleHeld
    /// No grant, delegation, invitation or proposal has this id, or the caller may not know it.
    case notFound
    /// It has ended, was used or was decided already.
    case ended
    /// An invitation was used already or has expired.
    case invitationUsed
    /// The caller's roles do not permit it.
    case notPermitted
    /// Only a person in a session may do it: no API key, no command line.
    case personRequired
    /// Another person than the one who is concerned, or than the one who proposed, has to do it.
    case otherPersonRequired
    /// The end is not after the beginning, or is in the past.
    case period
    /// A delegation of more than `Delegation.longestDays`.
    case delegationTooLong
    /// More than `Delegation.daysAYear` days within 365 need an approval by SAORG.
    case approvalRequired(days: Int64)
    /// The deputy has no role in the organisation.
    case deputyWithoutRole
    /// The person is a deputy in this role and so cannot name one, or the deputy has named one: a delegation has
    /// one step.
    case delegationChain
    /// Fewer than two usable root administrators would be left.
    case lastRootAdministrator
    /// The last holder of a cartable of SAORG, through which every other holder is named.
    case lastHolder
    /// Root administrators exist already.
    case rootAdministratorsExist
    /// The two persons are one: they have the same number or contact.
    case samePerson
    /// No person has this id.
    case noSuchPerson
    /// The person's number has no proven contact, or the contact is not one that an invitation can be sent to.
    case noContact
    /// A row that the change depends on was changed by hand.
    case integrityFailure
}

extension RolesError: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        switch self {
        case .invalid(let field): "\(field) is missing, too long or has a wrong form"
        case .noSuchOrganisation(let code): "no organisation has the code \(code)"
        case .organisationExists(let code): "an organisation has the code \(code) already"
        case .successorCircle(let code): "the successors of \(code) would lead back to it"
        case .organisationClosed(let code): "the organisation \(code) is closed"
        case .noSuccessor(let code): "the organisation \(code) is closed and has no successor"
        case .roleDoesNotFit(let role, let kind):
            "the role \(role.rawValue) does not exist in an organisation of the kind \(kind.rawValue)"
        case .roleHeld: "the person has this role in this organisation already"
        case .notFound: "nothing has this id"
        case .ended: "it has ended or was decided already"
        case .invitationUsed: "the invitation was used already or has expired"
        case .notPermitted: "your roles do not permit this"
        case .personRequired: "only a person who is signed in may do this"
        case .otherPersonRequired: "another person has to do this"
        case .period: "the end has to be after the beginning and in the future"
        case .delegationTooLong:
            "a delegation lasts at most \(Delegation.longestDays) days"
        case .approvalRequired(let days):
            "\(days) days within a year need an approval of SAORG"
        case .deputyWithoutRole: "the deputy has no role in this organisation"
        case .delegationChain: "a deputy cannot have a deputy"
        case .lastRootAdministrator: "fewer than two usable root administrators would be left"
        case .lastHolder: "the person is the last holder of a cartable of SAORG"
        case .rootAdministratorsExist: "the register has root administrators already"
        case .samePerson: "the two persons have the same number or contact"
        case .noSuchPerson: "no person has this id"
        case .noContact: "the person has no contact that an invitation can be sent to"
        case .integrityFailure: "a row was changed by hand, so nothing was changed"
        }
    }

    /// What the caller can do, as one clause for a `hint:` line.
    package var hint: String? {
        switch self {
        case .noSuchOrganisation: "verify-cli organisations list shows the codes"
        case .rootAdministratorsExist:
            "verify-cli people bootstrap --again makes another one where none can sign in"
        case .lastRootAdministrator: "grant the role root to another person first"
        case .lastHolder: "let another person become its holder first"
        case .integrityFailure: "verify-cli db check --keys names the row"
        case .noSuccessor: "verify-cli organisations successor names one"
        case .approvalRequired: "an administrator of SAORG confirms the delegation"
        case .invitationUsed: "a new invitation can be requested from the person who invited"
        default: nil
        }
    }
}
