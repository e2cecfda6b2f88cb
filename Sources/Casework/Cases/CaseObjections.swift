package import Accounts
import Persian
import Store
import VerifyCore

/// Objections: the case of a person about a refused case of the same person, decided by another official (D16).
extension Cases {
    /// Returns the newest objection to a case; nil where there is none.
    ///
    /// - Throws: `StoreError`; `CaseError.integrityFailure`.
    package func objection(to file: CaseFile) async throws -> CaseFile? {
        guard let service = catalog[file.service, file.version]?.objection else { return nil }
        return try await database.read { connection in
            try connection.first(
                """
                SELECT \(CaseFileRow.columns)
                FROM case_file
                WHERE opened_by = \(file.openedBy) AND service = \(service.text)
                    AND parent = \(file.id)
                ORDER BY opened_at DESC, id DESC
                LIMIT 1
                """
            ) { try CaseFileRow($0).file }
        }
    }

    /// Returns the first answers of a form that begins at a refused case of the person: the objection to it, or the same request
    /// again; nil for any other case.
    ///
    /// Files and confirmed sentences are not taken over: a file belongs to one case, and a sentence is confirmed each time.
    ///
    /// - Throws: `StoreError`; `CaseError`; `MissingKey`.
    package func firstAnswers(
        of service: Service,
        at id: String,
        by person: PersonID
    ) async throws -> TypedForm? {
        guard let snapshot = try await snapshot(id), snapshot.file.openedBy == person,
            snapshot.file.outcome == .refused
        else { return nil }
        let file = snapshot.file
        if let rule = service.opening.objects,
            catalog[file.service, file.version]?.objection == service.id
        {
            return [rule.field.text: .text(file.tracking)]
        }
        guard file.service == service.id, var typed = snapshot.submission?.values.typed else {
            return nil
        }
        for field in service.form.fields where field.type.hasFiles || field.type == .declaration {
            typed.byName[field.name.text] = nil
        }
        return typed
    }

    /// The officials who acted in the case to which one objects, and in former cases about the same values whose refusal was
    /// set aside.
    ///
    /// nil where the chain of such a case does not hold: it is not known who acted in it.
    func decidersBefore(_ snapshot: CaseSnapshot, in connection: Connection) throws -> [PersonID]? {
        let file = snapshot.file
        var former = try setAside(before: file, in: connection)
        if let parent = file.parent { former.append(parent) }
        let officials: Set<Capacity> = [.holder, .deputy, .ownerUnit]
        var deciders: [PersonID] = []
        for id in former {
            let keys = keyring.current
            guard let stored = try StoredCase.read(id, by: keys, files: files, in: connection),
                CaseFold(stored, by: keys).faults.isEmpty
            else { return nil }
            for event in stored.events.map(\.event) where officials.contains(event.capacity) {
                deciders += [PersonID(event.actor)] + [event.behalfOf].compactMap(\.self)
            }
        }
        return deciders
    }

    /// The refused cases of the same service about the same values, to which an objection was granted.
    private func setAside(before file: CaseFile, in connection: Connection) throws -> [String] {
        guard let text = file.onceKey, let key = try? Hex.decode(text) else { return [] }
        return try connection.all(
            """
            SELECT former.id
            FROM case_file AS former
            WHERE former.opened_by = \(file.openedBy) AND former.service = \(file.service.text)
                AND former.once_key = \(key) AND former.id <> \(file.id)
                AND former.outcome = \(CaseOutcome.refused.rawValue)
                AND EXISTS (
                    SELECT 1
                    FROM case_file AS objection
                    WHERE objection.opened_by = former.opened_by AND objection.parent = former.id
                        AND objection.outcome = \(CaseOutcome.granted.rawValue)
                )
            """
        ) { try $0.text(0) }
    }
}

extension CaseOpener {
    /// What prevents an objection: no such refused case of the person, or its term is over.
    func objectionProblems(
        _ values: FormValues,
        in connection: Connection
    ) throws -> [MoveProblem] {
        guard let rule = service.opening.objects else { return [] }
        guard let file = try objected(values, in: connection), file.outcome == .refused,
            let closedAt = file.closedAt,
            cases.catalog[file.service, file.version]?.objection == service.id
        else { return [.notRefused(at: rule.field)] }
        let end = closedAt.adding(seconds: Int64(rule.days) * 86_400)
        return request.at <= end ? [] : [.objectionLate(at: rule.field, within: rule.days)]
    }

    /// The case whose tracking number the form has, of the person who opens the new one; nil where there is none.
    func objected(_ values: FormValues, in connection: Connection) throws -> CaseFile? {
        guard let rule = service.opening.objects, let typed = values.text(rule.field),
            let number = try? TrackingNumber(parsing: typed), let person = request.person
        else { return nil }
        return try connection.first(
            """
            SELECT \(CaseFileRow.columns)
            FROM case_file
            WHERE tracking = \(number.digits) AND opened_by = \(person)
            """
        ) { try CaseFileRow($0).file }
    }
}
