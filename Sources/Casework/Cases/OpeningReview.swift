package import Accounts
package import Persian
import Store
import VerifyCore

/// Whether a service takes a new case from a person, before a form is read.
package enum OpeningStanding: Sendable, Hashable {
    /// It takes one.
    case open
    /// The service is for persons whose identity is proven, and that of this one is not.
    case unproven
    /// The service is for other persons.
    case otherReaders
    /// The person may open one by a role, in a session by password and second factor.
    case otherSession
    /// The service takes no new cases now.
    case closed(ServiceOffer)
}

/// A form that was read and not sent: what prevents an opening or a move, and the answers.
package struct FormReview: Sendable {
    /// What prevents it, in the order of the form.
    package let problems: [MoveProblem]
    /// The answers; nil where the form has a problem.
    package let values: FormValues?
}

/// The result of the checks before a case is written.
enum OpeningExamination {
    case ready(CaseOpener, CaseOpener.Draft, FormValues)
    case refused([MoveProblem], FormValues?)
}

extension Cases {
    /// Returns whether a service takes a new case from a person.
    ///
    /// Without a session the answer is that of one by password and second factor.
    ///
    /// - Throws: `StoreError`; `RolesError.integrityFailure`.
    package func standing(
        of person: PersonID,
        in session: SignInSession.Kind = .staff,
        for service: Service,
        at now: Timestamp
    ) async throws -> OpeningStanding {
        let request = OpenRequest(
            service.id,
            moveID: "",
            by: .person(person, session: session),
            at: now
        )
        let opener = CaseOpener(cases: self, service: service, request: request)
        return try await database.read { try opener.standing(of: person, in: $0) }
    }

    /// Returns what prevents an opening, without writing anything; effects of the opening are judged by `open` alone.
    ///
    /// - Throws: `StoreError`; `CaseError`.
    package func review(_ request: OpenRequest) async throws -> FormReview {
        guard let service = catalog.newest(request.service) else {
            return FormReview(problems: [.closedService], values: nil)
        }
        return try await database.read { connection in
            switch try examine(request, for: service, in: connection) {
            case .ready(_, _, let values): FormReview(problems: [], values: values)
            case .refused(let problems, let values):
                FormReview(problems: problems, values: values)
            }
        }
    }

    /// Returns what prevents a move, without writing anything; nil for a case that the actor has no part in.
    ///
    /// - Throws: `StoreError`; `CaseError`.
    package func review(_ request: MoveRequest) async throws -> FormReview? {
        try await database.read { connection in
            switch try examine(request, in: connection) {
            case .ready(let ready): FormReview(problems: [], values: ready.inputs.values)
            case .result(.refused(let problems)): FormReview(problems: problems, values: nil)
            case .result: nil
            }
        }
    }

    /// Returns the open case of a person about the same values; nil when there is none.
    ///
    /// - Throws: `StoreError`; `CaseError.integrityFailure`.
    package func openCase(
        like values: FormValues,
        of service: Service,
        by person: PersonID
    ) async throws -> CaseFile? {
        guard let text = service.onceKey(values, person), let key = try? Hex.decode(text) else {
            return nil
        }
        return try await database.read { connection in
            try connection.first(
                """
                SELECT \(CaseFileRow.columns)
                FROM case_file
                WHERE service = \(service.id.text) AND once_key = \(key) AND closed_at IS NULL
                    AND opened_by = \(person)
                """
            ) { try CaseFileRow($0).file }
        }
    }

    /// Returns the case that a person opened or moved with a move id; nil when there is none.
    ///
    /// A page that is sent twice finds its first result by it.
    ///
    /// - Throws: `StoreError`; `CaseError.integrityFailure`.
    package func moved(with moveID: String, by person: PersonID) async throws -> CaseFile? {
        try await database.read { connection in
            guard let known = try CaseEventRow.find(move: moveID, in: connection),
                known.event.actor == person.description
            else { return nil }
            return try CaseFileRow.find(known.caseID, in: connection)?.file
        }
    }

    /// Checks an opening against the rows of a transaction.
    func examine(
        _ request: OpenRequest,
        for service: Service,
        in connection: Connection
    ) throws -> OpeningExamination {
        let opener = CaseOpener(cases: self, service: service, request: request)
        if let problem = try opener.permission(in: connection) { return .refused([problem], nil) }
        let facts = try formFacts(
            of: request.form,
            for: service.form,
            by: CaseFileUse(caseID: nil, person: request.person),
            at: request.at,
            in: connection
        )
        let values: FormValues
        switch service.form.read(request.form, knowing: facts) {
        case .values(let read): values = read
        case .problems(let problems): return .refused(problems.map(MoveProblem.form), nil)
        }
        let draft = try opener.draft(values, in: connection)
        let organisation = draft.snapshot.file.organisation
        if let problem = try opener.permission(of: organisation, in: connection) {
            return .refused([problem], values)
        }
        var problems = try opener.objectionProblems(values, in: connection)
        for failed in service.opening.preconditions
        where !(try failed.holds(draft.snapshot, connection)) {
            problems.append(.condition(failed))
        }
        if try hasOpenCase(draft.snapshot.file, in: connection) { problems.append(.once) }
        if !service.hasParties(draft.snapshot) { problems.append(.party) }
        guard problems.isEmpty else { return .refused(problems, values) }
        return .ready(opener, draft, values)
    }
}
