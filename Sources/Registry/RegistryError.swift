package import Persian
package import VerifyCore

/// Why the register did not do what a caller requested: a refusal, not an outage.
///
/// A look-up never throws one of these: its result is an ``Answer``.
package enum RegistryError: Error, Equatable, Sendable {
    /// The document to be issued names another institution.
    ///
    /// What exists already and belongs to another institution is answered like what is absent.
    case notYourInstitution
    /// Only the Organisation may do this, e.g. set an access window.
    case onlySAORG
    /// No institution has this code.
    case institutionUnknown(code: String)
    /// The institution's access ended then; since then only the applicant can request a code.
    case windowClosed(until: Timestamp)
    /// A degree was issued from this document with other data: it has to be corrected, not issued again.
    case alreadyIssued
    /// Another reason why no degree was made.
    case notIssued(IssueRefusal)
    /// The document's number belongs to another person's document of the same institution and kind.
    case numberTaken
    /// An institution with this code already exists.
    case institutionExists(code: String)
    /// No degree has this identifier or code.
    case noSuchDegree
    /// The former system issued no such code, as far as its lists were imported.
    case noSuchFormerCode
    /// The code of the former system was withdrawn permanently.
    case formerCodeWithdrawn
    /// The code of the former system is linked to this degree already.
    case formerCodeLinked
    /// The degree's status does not allow the change, e.g. a revoked one cannot be suspended.
    case statusForbids(DegreeStatus)
    /// The degree already has the status that the change would give it.
    case alreadySo(DegreeStatus)
    /// Another transaction changed the same row at the same moment; read it and repeat.
    case changedMeanwhile
    /// The row in the database does not match its MAC; it is left as it is.
    case integrityFailure
    /// The keyring has no active key for the purpose.
    case noActiveKey(Keyring.Purpose)
    /// The key that the row's code names can no longer be used to change it.
    case keyUnusable(id: UInt8)
    /// As many rows of this kind are kept as the settings permit.
    case tableFull(RetainedTable)
    /// A value of the request cannot be accepted.
    case invalid(field: String, reason: InvalidReason)

    /// What is wrong with a value.
    package enum InvalidReason: String, Sendable {
        /// Empty where a value is required.
        case missing
        /// More characters than the field's limit.
        case tooLong = "too_long"
        /// Not in the form that the field has.
        case format
        /// Letters of another alphabet, or marks that the field does not hold.
        case letters
    }
}

extension RegistryError: CustomStringConvertible {
    /// What happened, for an operator: lower case, no full stop, no personal data.
    package var description: String {
        switch self {
        case .notYourInstitution: "the document belongs to another institution"
        case .onlySAORG: "only the organisation may do this"
        case .institutionUnknown(let code): "no institution has the code \(code)"
        case .windowClosed(let until): "the institution's access ended at \(until)"
        case .alreadyIssued: "a degree was issued from this document with other data"
        case .notIssued(let refusal): refusal.sentence.clause
        case .numberTaken:
            "the diploma number belongs to another person's document of this institution"
        case .institutionExists(let code): "an institution with the code \(code) already exists"
        case .noSuchDegree: "no degree has this code or identifier"
        case .noSuchFormerCode:
            "the former system issued no such code, as far as its lists were imported"
        case .formerCodeWithdrawn: "the code of the former system was withdrawn"
        case .formerCodeLinked: "the code of the former system is linked to this degree already"
        case .statusForbids(let status): "the degree is \(status.word), which does not allow this"
        case .alreadySo(let status): "the degree is already \(status.word)"
        case .changedMeanwhile: "the degree was changed by another request at the same time"
        case .integrityFailure:
            "the row in the database does not match its seal; it is left as it is"
        case .noActiveKey(let purpose): "there is no active \(purpose.rawValue) key"
        case .keyUnusable(let id): "key \(id) can no longer be used to change a degree"
        case .tableFull(let table): "as many \(table.rawValue) are kept as the settings permit"
        case .invalid(let field, let reason): "\(field): \(reason)"
        }
    }

    /// What an operator at the command line can do next; nil where the description is enough.
    package var hint: String? {
        switch self {
        case .institutionUnknown: "verify-cli institutions list shows the institutions"
        case .windowClosed: "only a request of the applicant leads to a code now"
        case .alreadyIssued: "correct it: verify-cli degrees correct CODE --set COLUMN=VALUE"
        case .notIssued(let refusal): refusal.nextStep.clause
        case .institutionExists: "verify-cli institutions import changes names"
        case .noSuchDegree: "verify-cli check explains what is known about a code"
        case .noSuchFormerCode: "verify-cli legacy import takes in a list of former codes"
        case .formerCodeWithdrawn: "a withdrawn code never becomes valid again"
        case .changedMeanwhile: "look at it with verify-cli degrees show, then try again"
        case .integrityFailure:
            "the database was changed outside of Sehat; verify-cli db check lists every such row"
        case .noActiveKey: Keyring.noActiveKeyHint
        case .tableFull:
            "raise the setting in docs/configuration.md, or wait until old rows are deleted"
        case .notYourInstitution, .onlySAORG, .numberTaken, .statusForbids, .alreadySo,
            .keyUnusable, .invalid, .formerCodeLinked:
            nil
        }
    }
}

extension RegistryError.InvalidReason: CustomStringConvertible {
    /// What is wrong with the value: lower case, no full stop.
    package var description: String {
        switch self {
        case .missing: "a value is needed"
        case .tooLong: "the value is too long"
        case .format: "the value does not have the right form"
        case .letters: "the value has letters of another alphabet, or was read in a wrong encoding"
        }
    }
}
