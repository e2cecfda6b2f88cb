package import Persian
package import VerifyCore

/// Why the register could not do what was asked: a refusal, not an outage.
///
/// A look-up never throws one of these: what it finds is an ``Answer``.
package enum RegistryError: Error, Equatable, Sendable {
    /// The degree, upload or batch belongs to another institution.
    case notYourInstitution
    /// Only the organisation may do this, e.g. set an access window.
    case onlySAORG
    /// No institution has this code.
    case institutionUnknown(code: String)
    /// The institution's access ended then; only the applicant can ask for a code now (R136, R137).
    case windowClosed(until: Timestamp)
    /// A degree was issued from this document with other data: it has to be corrected, not issued again.
    case alreadyIssued
    /// The document's number belongs to another person's document of the same institution and kind.
    case numberTaken
    /// An institution with this code is there already.
    case institutionExists(code: String)
    /// No degree has this identifier or code.
    case noSuchDegree
    /// The degree's status does not allow the change, e.g. a revoked one cannot be suspended.
    case statusForbids(DegreeStatus)
    /// The status of the degree is already what was asked for.
    case alreadySo(DegreeStatus)
    /// Somebody else changed the same row at the same moment; read it and ask again.
    case changedMeanwhile
    /// The row in the database does not match its MAC; it is left as it is.
    case integrityFailure
    /// The keyring has no active key for the purpose.
    case noActiveKey(Keyring.Purpose)
    /// The key that the row's code names can no longer be used to change it.
    case keyUnusable(id: UInt8)
    /// A value given with the request cannot be accepted.
    case invalid(field: String, reason: InvalidReason)

    /// What is wrong with a value.
    package enum InvalidReason: String, Sendable {
        /// Nothing was given where something is needed.
        case missing
        /// More characters than the field's limit.
        case tooLong = "too_long"
        /// Not in the form that the field has.
        case format
    }
}
