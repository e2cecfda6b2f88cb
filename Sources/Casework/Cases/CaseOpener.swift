import Accounts
import Persian
import Store
import VerifyCore

/// Makes the first row, the parties and the first event of a case.
struct CaseOpener {
    let cases: Cases
    let service: Service
    let request: OpenRequest

    /// A case before its first event.
    struct Draft {
        var snapshot: CaseSnapshot
        let row: CaseFileRow
    }

    /// The row, the parties and the form of the new case.
    func draft(_ values: FormValues, in connection: Connection) throws -> Draft {
        let opener = try opener(in: connection)
        let subject = try subject(values, opener, in: connection)
        let first = service.steps[0]
        let file = CaseFile(
            id: CaseID.make(),
            tracking: try tracking(in: connection),
            service: service.id,
            version: service.version,
            openedBy: opener,
            subject: subject?.id,
            organisation: try organisation(values, in: connection),
            parent: try request.parent ?? objected(values, in: connection)?.id,
            onceKey: service.onceKey(values, opener),
            step: first.name,
            waiting: .applicant,
            since: request.at,
            requestKind: service.id.text,
            openedAt: request.at
        )
        var parties = [CaseParty(role: .applicant, person: opener)]
        if let subject { parties.append(subject.party) }
        let form = CanonicalForm(formVersion: service.form.version, values: values)
        let submission = Submission(
            formVersion: service.form.version,
            values: values,
            digest: form.digest,
            sentAt: request.at,
            seq: 1
        )
        let snapshot = CaseSnapshot(
            file: file,
            parties: parties,
            submission: service.form.fields.isEmpty ? nil : submission
        )
        let row = CaseFileRow(
            file: file,
            headSeal: [],
            secretSalt: request.secret?.salt,
            secretHash: request.secret?.hash
        )
        return Draft(snapshot: snapshot, row: row)
    }

    /// Applies the effects of the opening, in order; returns the last one with its reference.
    ///
    /// - Throws: `EffectRefusal`, which discards the transaction.
    private func apply(
        _ snapshot: CaseSnapshot,
        in connection: Connection
    ) throws -> AppliedEffect? {
        var last: AppliedEffect?
        for effect in service.opening.effects {
            guard let body = cases.effects[effect.name] else {
                throw CaseError.unsupported("the effect \(effect.name)")
            }
            let context = EffectContext(
                snapshot: snapshot,
                seq: 1,
                action: Cases.opening,
                actor: request.person,
                at: request.at,
                keys: cases.keyring.current
            )
            switch try body.apply((), context, connection) {
            case .done(let reference):
                last = AppliedEffect(name: effect.name, reference: reference)
            case .refused(let sentence):
                throw EffectRefusal(effect: effect.name, sentence: sentence)
            }
        }
        return last
    }

    /// Writes the case with its first event.
    ///
    /// - Throws: `EffectRefusal`; `UnknownParty`; as `Cases.open(_:)`.
    func commit(
        _ draft: Draft,
        _ values: FormValues,
        in connection: Connection
    ) throws -> MoveReceipt {
        var snapshot = draft.snapshot
        snapshot.submission = nil
        var work = CaseWork(cases, service, opening: draft.row, snapshot)
        let isPerson = request.person != nil
        var change = CaseChange(
            action: CaseAction(Cases.opening, service.title, to: .stay),
            moveID: request.moveID,
            actor: request.actor,
            relation: CaseRelation(capacity: isPerson ? .applicant : .clock),
            via: request.via,
            inputsDigest: request.inputs.digest
        )
        if !service.form.fields.isEmpty { change.read.values = values }
        change.effect = try apply(draft.snapshot, in: connection)
        try work.apply(change, in: connection)
        try work.commit(in: connection)
        return MoveReceipt(
            caseID: work.snapshot.file.id,
            tracking: work.snapshot.file.tracking,
            seq: 1,
            step: work.snapshot.file.step,
            refusal: nil
        )
    }
}

extension CaseOpener {
    /// The person who opens it; for a sub-case the person of the first case, for a job the unit that is responsible.
    private func opener(in connection: Connection) throws -> PersonID {
        switch request.origin {
        case .person(let id, _): return id
        case .bulk: return .unit(service.owner)
        case .effect(let parent):
            let file = try CaseFileRow.find(parent, in: connection)?.file
            return file?.openedBy ?? .unit(service.owner)
        }
    }

    /// The person or organisation that the case is about; nil where the service names none.
    private func subject(
        _ values: FormValues,
        _ opener: PersonID,
        in connection: Connection
    ) throws -> (id: String?, party: CaseParty)? {
        switch service.opening.about {
        case .none: return nil
        case .opener:
            return (opener.description, CaseParty(role: .subject, person: opener))
        case .organisation(let field):
            guard let code = values.text(field) else { return nil }
            return (code, CaseParty(role: .subject, organisation: OrganisationCode(code)))
        case .named(let field):
            guard let text = values.text(field),
                let number = try? IDNumber(.national, typed: text)
            else { return nil }
            let person = try cases.roles.signIn.people.owner(of: number, in: connection)
            return (person?.id.description, CaseParty(role: .subject, person: person?.id))
        }
    }

    /// The first organisation of the form; otherwise that of the role of the person who opens it, or the owner unit.
    private func organisation(
        _ values: FormValues,
        in connection: Connection
    ) throws -> OrganisationCode {
        for field in service.organisationFields {
            if let code = values.text(field) { return OrganisationCode(code) }
        }
        guard let person = request.person else { return service.owner }
        let authority = try cases.roles.authority(of: person, at: request.at, in: connection)
        let role = service.opening.by.compactMap { opener -> Role? in
            if case .holder(let role) = opener { role } else { nil }
        }
        let own = authority.capacities.first { $0.behalfOf == nil && role.contains($0.role) }
        return own.map { OrganisationCode($0.organisation) } ?? service.owner
    }

    /// A tracking number that no case has.
    private func tracking(in connection: Connection) throws -> String {
        while true {
            let number = TrackingNumber.random().digits
            let isUsed = try connection.first(
                "SELECT 1 FROM case_file WHERE tracking = \(number)"
            ) { _ in true }
            if isUsed == nil { return number }
        }
    }
}

extension Service {
    /// The fields of the form that name an organisation, in their order; the first with an answer is the case's.
    var organisationFields: [FieldName] {
        form.fields.filter { $0.type == .organisation }.map(\.name)
    }

    /// The SHA-256 of the values for which one case is open, in hexadecimal; nil for any number of cases.
    func onceKey(_ values: FormValues, _ opener: PersonID) -> String? {
        guard !opening.once.isEmpty else { return nil }
        let parts = opening.once.map { field -> RowStatement.Part in
            field == OpeningRule.opener
                ? .text(opener.description) : .init(values.text(field))
        }
        let statement = RowStatement(.onceKey, [.text(id.text)] + parts)
        return Hex.encode(statement.digest.bytes)
    }
}

extension TrackingNumber {
    /// A number of eight random digits and their check digits.
    static func random() -> TrackingNumber {
        while true {
            let value = Random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 100_000_000
            // The whole number leaves 1 when divided by 97.
            let check = (98 - (value * 100) % 97) % 97
            let digits = String(value * 100 + (check < 2 ? check + 97 : check))
            let text = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
            if let number = try? TrackingNumber(parsing: text) { return number }
        }
    }
}
