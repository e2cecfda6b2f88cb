package import Accounts
package import Persian
import Store

/// Whether files of a person can belong to a form: decided before the first byte of one is stored.
extension Cases {
    /// Whether a service that takes files is open to the person, or a case of the person needs one now.
    ///
    /// A person with a role may send files in a session that uses roles.
    ///
    /// - Throws: `StoreError`; `MissingKey`; `RolesError.integrityFailure`.
    package func takesFiles(
        from person: PersonID,
        in session: SignInSession.Kind,
        at now: Timestamp
    ) async throws -> Bool {
        try await database.read { connection in
            if session == .staff {
                let authority = try roles.authority(of: person, at: now, in: connection)
                if !authority.capacities.isEmpty { return true }
            }
            for service in catalog.newest where service.form.takesFiles {
                let request = OpenRequest(
                    service.id,
                    moveID: "",
                    by: .person(person, session: session),
                    at: now
                )
                let opener = CaseOpener(cases: self, service: service, request: request)
                if try opener.standing(of: person, in: connection) == .open { return true }
            }
            return try hasOpenPart(person, in: connection)
        }
    }

    /// Whether the person opened a case that is open, or has a part in one.
    private func hasOpenPart(_ person: PersonID, in connection: Connection) throws -> Bool {
        try connection.first(
            """
            SELECT 1
            FROM case_file
            WHERE opened_by = \(person) AND closed_at IS NULL
            UNION ALL
            SELECT 1
            FROM case_party
            JOIN case_file ON case_file.id = case_party.case_id
            WHERE case_party.person = \(person) AND case_file.closed_at IS NULL
            LIMIT 1
            """
        ) { _ in true } ?? false
    }
}

extension FormDefinition {
    /// Whether a field takes files, also one of a group.
    fileprivate var takesFiles: Bool { fields.contains(where: \.takesFiles) }
}

extension FieldDefinition {
    fileprivate var takesFiles: Bool {
        switch type {
        case .file: true
        case .group(let inner, _): inner.contains(where: \.takesFiles)
        case .text, .longText, .number, .money, .date, .choice, .nationalID, .foreignerID,
            .passport, .legalID, .iban, .mobile, .email, .postalCode, .organisation, .declaration:
            false
        }
    }
}
