import Accounts
import Persian
import Store
import VerifyCore

/// What a corrected form may not change: a case stays with the organisation and the subject of its opening (decision 0110).
extension Cases {
    /// Returns why a corrected form cannot be sent in this case, for each field that names another organisation or subject.
    func openingProblems(
        of values: FormValues,
        in snapshot: CaseSnapshot,
        under service: Service,
        at now: Timestamp,
        in connection: Connection
    ) throws -> [MoveProblem] {
        var problems: [MoveProblem] = []
        if let field = try otherOrganisation(values, snapshot, service, at: now, in: connection) {
            problems.append(.otherCase(at: field, .organisation))
        }
        if let (field, matter) = try otherSubject(
            values,
            snapshot,
            service,
            at: now,
            in: connection
        ),
            !problems.contains(where: { $0.pointer == "/form/\(field)" })
        {
            problems.append(.otherCase(at: field, matter))
        }
        return problems
    }

    /// The field of the form that names another organisation than the case has; nil where it names the same.
    private func otherOrganisation(
        _ values: FormValues,
        _ snapshot: CaseSnapshot,
        _ service: Service,
        at now: Timestamp,
        in connection: Connection
    ) throws -> FieldName? {
        let fields = service.organisationFields
        let former = snapshot.file.organisation.text
        if let field = fields.first(where: { values.text($0) != nil }) {
            let isSame = try isSame(values.text(field), as: former, at: now, in: connection)
            return isSame ? nil : field
        }
        // The organisation that the opening named is not named any more.
        return fields.first { snapshot.submission?.values.text($0) != nil }
    }

    /// The field that names another subject than the case has; nil where it names the same.
    private func otherSubject(
        _ values: FormValues,
        _ snapshot: CaseSnapshot,
        _ service: Service,
        at now: Timestamp,
        in connection: Connection
    ) throws -> (FieldName, OpeningMatter)? {
        let former = snapshot.file.subject
        switch service.opening.about {
        case .none, .opener: return nil
        case .organisation(let field):
            let isSame = try isSame(values.text(field), as: former, at: now, in: connection)
            return isSame ? nil : (field, .organisation)
        case .named(let field):
            let number = values.text(field)
            if number == snapshot.submission?.values.text(field) { return nil }
            let person = try number.flatMap { try? IDNumber(.national, typed: $0) }
                .flatMap { try roles.signIn.people.owner(of: $0, in: connection) }
            // Another number of the same person.
            if let person, person.id.description == former { return nil }
            return (field, .person)
        }
    }

    /// Whether a code is that of the opening, or of the organisation that continues its work.
    private func isSame(
        _ code: String?,
        as former: String?,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        if code == former { return true }
        guard let code, let former else { return false }
        do {
            return try roles.responsible(for: former, at: now, in: connection).code == code
        } catch is RolesError {
            return false
        }
    }
}

/// What only a new case can be about.
enum OpeningMatter {
    case organisation
    case person
}

extension MoveProblem {
    /// A corrected form that names another organisation or person than the opening.
    static func otherCase(at field: FieldName, _ matter: OpeningMatter) -> MoveProblem {
        switch matter {
        case .organisation:
            MoveProblem(
                .opening,
                at: "/form/\(field)",
                Wording(
                    fa: "سازمان درخواست را پس از ثبت نمی‌توان تغییر داد.",
                    en: "The organisation of a request cannot be changed after it was opened."
                ),
                alternative: Wording(
                    fa: "برای سازمان دیگر، این درخواست را پس بگیرید و درخواست تازه‌ای ثبت کنید.",
                    en: "For another organisation, withdraw this request and open a new one."
                )
            )
        case .person:
            MoveProblem(
                .opening,
                at: "/form/\(field)",
                Wording(
                    fa: "شخصی را که درخواست دربارهٔ اوست پس از ثبت نمی‌توان تغییر داد.",
                    en: "The person whom a request is about cannot be changed after it was opened."
                ),
                alternative: Wording(
                    fa: "برای شخص دیگر، درخواست تازه‌ای ثبت کنید.",
                    en: "For another person, open a new request."
                )
            )
        }
    }
}
