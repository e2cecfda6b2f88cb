import VerifyCore

extension RegistryError: CustomStringConvertible {
    /// Why the change was rejected, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        switch self {
        case .notYourInstitution: "the degree belongs to another institution"
        case .onlySAORG: "only the organisation may do this"
        case .institutionUnknown(let code): "no institution has the code \(code)"
        case .windowClosed(let until): "the institution's access ended at \(until)"
        case .alreadyIssued: "a degree was issued from this document with other data"
        case .numberTaken:
            "the diploma number belongs to another person's document of this institution"
        case .institutionExists(let code): "an institution with the code \(code) already exists"
        case .noSuchDegree: "no degree has this code or identifier"
        case .statusForbids(let status): "the degree is \(status.word), which does not allow this"
        case .alreadySo(let status): "the degree is already \(status.word)"
        case .changedMeanwhile: "the degree was changed by another request at the same time"
        case .integrityFailure:
            "the row of this degree does not match its seal; it is left as it is"
        case .noActiveKey(let purpose): "there is no active \(purpose.rawValue) key"
        case .keyUnusable(let id): "key \(id) can no longer be used to change a degree"
        case .invalid(let field, let reason): "\(field): \(reason.description)"
        }
    }

    /// What the operator can do, as one clause for a `hint:` line.
    package var hint: String? {
        switch self {
        case .institutionUnknown: "verify-cli institutions list shows the institutions"
        case .windowClosed: "only a request of the applicant leads to a code now"
        case .alreadyIssued: "correct it: verify-cli degrees correct CODE --set COLUMN=VALUE"
        case .institutionExists: "verify-cli institutions import changes names"
        case .noSuchDegree: "verify-cli check explains what is known about a code"
        case .changedMeanwhile: "look at it with verify-cli degrees show, then try again"
        case .integrityFailure:
            "the database was changed outside of Sehat; verify-cli db check lists every such row"
        case .noActiveKey:
            "verify-cli keys list shows the keys; keys activate makes a staged one active"
        case .notYourInstitution, .onlySAORG, .numberTaken, .statusForbids, .alreadySo,
            .keyUnusable, .invalid:
            nil
        }
    }
}

extension RegistryError.InvalidReason: CustomStringConvertible {
    /// What is wrong with the value.
    package var description: String {
        switch self {
        case .missing: "a value is needed"
        case .tooLong: "the value is too long"
        case .format: "the value does not have the right form"
        }
    }
}
