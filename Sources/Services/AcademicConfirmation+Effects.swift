package import Accounts
package import Casework
package import Persian
package import Registry
import VerifyCore

/// What the applicant of a request for a code claims about a document: compared with the data bank, and issued.
package struct ClaimedDocuments: Sendable {
    let registry: Registry
    let roles: Roles

    /// Reads claims with the register and the persons of a program.
    package init(registry: Registry, roles: Roles) {
        self.registry = registry
        self.roles = roles
    }

    /// Compares what a case claims with the data bank, for the reviewer; nil for a claim that is no record of a degree.
    ///
    /// - Throws: `StoreError`.
    package func comparison(
        of snapshot: CaseSnapshot,
        at now: Timestamp
    ) async throws -> ClaimComparison? {
        let person = try await roles.signIn.people.person(snapshot.file.openedBy)
        guard case .success(let claim) = claim(snapshot, of: person, at: now) else { return nil }
        return try await registry.compare(claim)
    }
}

/// The effects of a request for a code.
extension ClaimedDocuments {
    /// Examines a request before a case is opened: another authority's university, a document that has a code, a record
    /// that cannot be true.
    var examination: EffectBody {
        EffectBody { context, connection in
            guard
                let institution = try roles.organisation(
                    context.snapshot.institution,
                    in: connection
                )
            else { return .refused(.unknownInstitution) }
            guard institution.authority.isSAORG else {
                return .refused(.otherAuthority(institution.authority))
            }
            switch try claim(context, in: connection) {
            case .failure(let refusal): return .refused(refusal.sentence)
            case .success(let claim):
                if try registry.hasDegree(ofClaim: claim, in: connection) {
                    return .refused(.hasCode)
                }
                if context.snapshot.submission?.values.text("former_code") != nil {
                    guard let code = context.snapshot.formerCode else {
                        return .refused(.notAFormerCode)
                    }
                    if let refusal = try registry.refusal(ofFormerCode: code, in: connection) {
                        return .refused(refusal.wording)
                    }
                }
                return .done(reference: claim.institutionCode)
            }
        }
    }

    /// Examines what the first person agrees to, so that the second one finds nothing undecided.
    var review: EffectBody {
        EffectBody { context, connection in
            switch try claim(context, in: connection) {
            case .failure(let refusal): return .refused(refusal.sentence)
            case .success(let claim):
                if let code = context.snapshot.formerCode,
                    let refusal = try registry.refusal(ofFormerCode: code, in: connection)
                {
                    return .refused(refusal.wording)
                }
                return try reviewed(claim, context, in: connection)
            }
        }
    }

    /// Examines a claim with the choices of the reviewer.
    func reviewed(
        _ claim: Graduate,
        _ context: EffectContext,
        in connection: MoveConnection
    ) throws -> EffectResult {
        let refusal = try registry.refusal(
            ofClaim: claim,
            choosing: context.claimChoices,
            on: context.at.tehranDate,
            in: connection
        )
        return refusal.map { .refused($0.wording) } ?? .done(reference: claim.institutionCode)
    }

    /// Issues the degree, with the hashes of the accepted files and the decision in its record.
    var issuing: EffectBody { issuing(requiresFiles: true) }

    /// Issues the degree; a code of the former system that the form names is linked to it in the same transaction.
    func issuing(requiresFiles: Bool) -> EffectBody {
        EffectBody { context -> MintedDegree? in
            let person = try await roles.signIn.people.person(context.snapshot.file.openedBy)
            guard
                case .success(let claim) = claim(
                    context.snapshot,
                    of: person,
                    at: context.at
                )
            else { return nil }
            return try await registry.mint(
                claim,
                files: context.acceptedFiles,
                decision: context.decision,
                choosing: context.claimChoices,
                at: context.at
            )
        } apply: { minted, context, connection in
            guard let issuer = context.issuer, let decision = context.decision else {
                return .refused(.noIssuer)
            }
            if requiresFiles, context.acceptedFiles.isEmpty {
                return .refused(.noAcceptedFile)
            }
            switch try claim(context, in: connection) {
            case .failure(let refusal): return .refused(refusal.sentence)
            case .success(let claim):
                let isContinued = try roles.isContinued(
                    claim.institutionCode,
                    by: issuer.institution,
                    at: context.at,
                    in: connection
                )
                let issuing = try registry.issue(
                    claim,
                    files: context.acceptedFiles,
                    decision: decision,
                    choosing: context.claimChoices,
                    by: isContinued ? issuer.acting(for: claim.institutionCode) : issuer,
                    minted: minted,
                    at: context.at,
                    in: connection
                )
                switch issuing {
                case .refused(let refusal): return .refused(refusal.wording)
                case .issued(let degree):
                    let refusal = try context.snapshot.formerCode.flatMap { code in
                        try registry.replaceFormerCode(
                            code,
                            by: degree.id,
                            issuer,
                            at: context.at,
                            in: connection
                        )
                    }
                    return refusal.map { .refused($0.wording) } ?? .done(reference: degree.id)
                }
            }
        }
    }
}

/// Why a claim is no record of a degree.
struct ClaimRefusal: Error {
    let sentence: Wording
}

extension ClaimedDocuments {
    /// The document that the applicant claims, in the applicant's own number and day of birth.
    func claim(
        _ context: EffectContext,
        in connection: MoveConnection
    ) throws -> Result<Graduate, ClaimRefusal> {
        let people = roles.signIn.people
        let person = try people.person(context.snapshot.file.openedBy, in: connection)
        return claim(context.snapshot, of: person, at: context.at)
    }

    private func claim(
        _ snapshot: CaseSnapshot,
        of person: Person?,
        at now: Timestamp
    ) -> Result<Graduate, ClaimRefusal> {
        guard let values = snapshot.submission?.values, let person,
            let number = person.numbers.first(where: \.isProven)?.number
        else { return .failure(ClaimRefusal(sentence: .notMatched)) }
        var columns: [GraduateColumn: String] = [:]
        for column in GraduateColumn.allCases {
            columns[column] = values.text(Self.field(of: column))
        }
        columns[.birthDate] = person.birthDate.description
        columns[.idKind] = number.kind.rawValue
        if number.kind == .national {
            columns[.nationalID] = number.number
        } else {
            columns[.idNumber] = number.number
            columns[.idCountry] = number.kind == .passport ? number.country : ""
        }
        let reader = GraduateReader(
            institutions: [snapshot.institution],
            own: nil,
            today: now.tehranDate
        )
        switch reader.read(columns) {
        case .graduate(let graduate, _): return .success(graduate)
        case .refused(let remarks):
            return .failure(ClaimRefusal(sentence: .all(remarks.map(\.wording))))
        }
    }

    /// The field of the form that has the text of a column: the one with the column's name.
    static func field(of column: GraduateColumn) -> FieldName {
        switch column {
        case .institutionCode: "institution"
        case .diplomaNumber: "document_number"
        default: FieldName(column.rawValue)
        }
    }

    /// The column whose text a field has; nil for a field that is no value of a document.
    static func column(of field: FieldName) -> GraduateColumn? {
        GraduateColumn.allCases.first { Self.field(of: $0) == field }
    }
}

extension CaseSnapshot {
    /// The code of the institution that the form names.
    fileprivate var institution: String { submission?.values.text("institution") ?? "" }

    /// The code of the former system that the form names; nil where it names none, and for a text that is no code.
    fileprivate var formerCode: FormerCode? {
        submission?.values.text("former_code").flatMap { FormerCode(parsing: $0) }
    }
}

extension EffectContext {
    /// The hashes of the accepted files of the last form, in their order.
    var acceptedFiles: [Digest] {
        snapshot.files.filter { $0.isAccepted == true }.map(\.file.hash)
    }

    /// The decision as the record has it.
    var decision: CaseDecision? {
        RecordID(parsing: snapshot.file.id).flatMap { CaseDecision(caseID: $0, seq: seq) }
    }

    /// Who issues: the institution whose cartable has the case, or SAORG; nil for a case that waits for neither.
    var issuer: Actor? {
        guard let person = actor?.description,
            case .cartable(let role, let organisation) = snapshot.file.waiting
        else { return nil }
        return role == .graduatesOffice
            ? .saorg(name: person) : .institution(code: organisation.text, name: person)
    }

    /// The choices of the reviewer in the columns of the data bank; unknown names choose nothing.
    var claimChoices: ClaimChoices {
        guard let choices else { return .none }
        let values = choices.sources.compactMap { name, source in
            GraduateColumn(rawValue: name).flatMap { column in
                ClaimChoices.Source(rawValue: source).map { (column, $0) }
            }
        }
        return ClaimChoices(
            row: choices.seen.flatMap { try? Hex.decode($0) }.flatMap { Digest($0) },
            values: Dictionary(uniqueKeysWithValues: values)
        )
    }
}

extension Actor {
    /// The institution that continues the work of another one, acting for it; the name has its own code.
    fileprivate func acting(for institution: String) -> Actor {
        guard case .institution(let code, let name) = self else { return self }
        return .institution(code: institution, name: "\(name) of \(code)")
    }
}
