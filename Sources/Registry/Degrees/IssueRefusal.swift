package import Persian
package import VerifyCore

/// The result of issuing or correcting a degree in the caller's transaction.
package enum Issuing: Sendable, Equatable {
    /// The degree: new, or the one that the same request made before.
    case issued(IssuedDegree)
    /// Nothing may be kept of the transaction: the caller discards it.
    case refused(IssueRefusal)

    /// The degree, for a caller that has one request in the transaction and discards it by an error.
    ///
    /// - Throws: `RegistryError` with the refusal; `MissingKey`.
    func get() throws -> IssuedDegree {
        switch self {
        case .issued(let degree): return degree
        case .refused(.keyNotHere(let missing)): throw missing
        case .refused(let refusal): throw RegistryError(refusal)
        }
    }
}

/// Why no degree was made, as a result: each has a sentence for people and a next step.
package enum IssueRefusal: Sendable, Equatable {
    /// The document names an institution that the actor does not act for.
    case notYourInstitution
    /// No institution has this code.
    case institutionUnknown(code: String)
    /// The institution's access ended then.
    case windowClosed(until: Timestamp)
    /// The holder is known by a birth certificate only.
    case birthCertificate
    /// A case names the holder by a passport without its issuing state.
    case issuingStateMissing
    /// The document's number belongs to another person's document of the same institution and kind.
    case numberTaken
    /// A degree was issued from this document before, and not by this decision.
    case alreadyIssued
    /// A degree was issued from this document with other data.
    case issuedWithOtherData
    /// The decision made a degree of another document.
    case decisionUsed
    /// The data bank has other values, for which the reviewer has not chosen: in these columns, or in a row that has
    /// changed since the reviewer saw it.
    case differsFromDataBank([GraduateColumn])
    /// The values that the reviewer chose do not fit together; never empty.
    case contradictory([RowRemark])
    /// The degree to be corrected is not in the register, or belongs to another institution.
    case noSuchDegree
    /// The degree to be corrected is not in force.
    case notInForce(DegreeStatus)
    /// The keyring has no active key for the purpose.
    case noActiveKey(Keyring.Purpose)
    /// The key of an earlier version of the document can no longer be used.
    case keyUnusable(id: UInt8)
    /// This machine has never had a key of the document's rows.
    case keyNotHere(MissingKey)
    /// A row that belongs to the document does not match its seal.
    case integrityFailure
}

extension IssueRefusal {
    /// The refusal that an error of the register is; nil for one that does not concern an issue.
    init?(_ error: RegistryError) {
        switch error {
        case .notYourInstitution: self = .notYourInstitution
        case .institutionUnknown(let code): self = .institutionUnknown(code: code)
        case .windowClosed(let until): self = .windowClosed(until: until)
        case .numberTaken: self = .numberTaken
        case .alreadyIssued: self = .issuedWithOtherData
        case .notIssued(let refusal): self = refusal
        case .noSuchDegree: self = .noSuchDegree
        case .statusForbids(let status): self = .notInForce(status)
        case .noActiveKey(let purpose): self = .noActiveKey(purpose)
        case .keyUnusable(let id): self = .keyUnusable(id: id)
        case .integrityFailure: self = .integrityFailure
        case .onlySAORG, .institutionExists, .noSuchFormerCode, .formerCodeWithdrawn,
            .formerCodeLinked, .alreadySo, .changedMeanwhile, .tableFull, .invalid:
            return nil
        }
    }

    /// Runs a body that issues, and returns its refusal as a result.
    ///
    /// - Throws: Errors that are no refusal, such as those of the database.
    static func catching(_ body: () throws -> IssuedDegree) throws -> Issuing {
        do {
            return .issued(try body())
        } catch let error as RegistryError {
            guard let refusal = IssueRefusal(error) else { throw error }
            return .refused(refusal)
        } catch let missing as MissingKey {
            return .refused(.keyNotHere(missing))
        }
    }
}

extension RegistryError {
    /// The error of a request that consists of one issue.
    init(_ refusal: IssueRefusal) {
        switch refusal {
        case .notYourInstitution: self = .notYourInstitution
        case .institutionUnknown(let code): self = .institutionUnknown(code: code)
        case .windowClosed(let until): self = .windowClosed(until: until)
        case .numberTaken: self = .numberTaken
        case .issuedWithOtherData: self = .alreadyIssued
        case .noSuchDegree: self = .noSuchDegree
        case .notInForce(let status): self = .statusForbids(status)
        case .noActiveKey(let purpose): self = .noActiveKey(purpose)
        case .integrityFailure: self = .integrityFailure
        case .keyUnusable(let id): self = .keyUnusable(id: id)
        case .birthCertificate, .issuingStateMissing, .alreadyIssued, .decisionUsed,
            .differsFromDataBank, .contradictory, .keyNotHere:
            self = .notIssued(refusal)
        }
    }
}
