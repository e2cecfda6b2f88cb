package import Persian
import Store
import VerifyCore

/// Changing organisations: by an administrator of SAORG, or by an operator at the machine.
extension Roles {
    /// Adds an organisation.
    ///
    /// - Throws: `RolesError.invalid`; `.organisationExists`; `.notPermitted` without the role administrator.
    @discardableResult
    package func addOrganisation(
        _ draft: OrganisationDraft,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> Organisation {
        let draft = try draft.checked()
        return try await database.write { connection in
            let actor = try organisationEditor(actor, at: now, in: connection)
            return try insertOrganisation(draft, by: actor, at: now, in: connection)
        }
    }

    /// Inserts an organisation and its audit row.
    func insertOrganisation(
        _ draft: OrganisationDraft,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Organisation {
        let keys = keyring.current
        guard try OrganisationRow.find(.text(draft.code), in: connection) == nil else {
            throw RolesError.organisationExists(draft.code)
        }
        let row = try OrganisationRow(
            code: draft.code,
            kind: draft.kind.rawValue,
            category: draft.category.rawValue,
            authority: draft.authority.rawValue,
            nameFa: draft.nameFa,
            nameEn: draft.nameEn,
            contact: OrganisationRow.contactColumn
                .seal(Array(draft.contact.utf8), row: draft.code, by: keys),
            province: draft.province,
            licensedFrom: draft.licensedFrom?.description,
            licensedUntil: draft.licensedUntil?.description,
            successor: nil,
            closedAt: nil
        ).sealed(by: keys)
        try row.insert(in: connection)
        try audit.record(
            "added",
            on: AuditObject(.organisation, draft.code),
            by: actor,
            detail: draft.kind.rawValue,
            at: now,
            in: connection
        )
        return try Organisation(row, by: keys)
    }

    /// Changes names, contact, category, authority, province and licence of an organisation; code and kind stay.
    ///
    /// The former contact learns of a new one.
    ///
    /// - Throws: As `addOrganisation`; `.noSuchOrganisation`.
    @discardableResult
    package func changeOrganisation(
        _ draft: OrganisationDraft,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> Organisation {
        let draft = try draft.checked()
        return try await database.write { connection in
            let actor = try organisationEditor(actor, at: now, in: connection)
            return try change(draft, by: actor, at: now, in: connection)
        }
    }

    /// Changes an organisation together with its successor and its closing: all of them or none.
    ///
    /// `successor`: the code of the organisation that continues the work; nil for none.
    /// `end`: when it is closed; nil for open.
    /// - Throws: As `changeOrganisation`; as `setSuccessor`.
    @discardableResult
    package func changeOrganisation(
        _ draft: OrganisationDraft,
        successor: String?,
        closing end: Timestamp?,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> Organisation {
        let draft = try draft.checked()
        return try await database.write { connection in
            let actor = try organisationEditor(actor, at: now, in: connection)
            let changed = try change(draft, by: actor, at: now, in: connection)
            try setSuccessor(of: draft.code, to: successor, by: actor, at: now, in: connection)
            try setClosing(of: draft.code, at: end, by: actor, at: now, in: connection)
            return try organisation(draft.code, in: connection) ?? changed
        }
    }

    private func change(
        _ draft: OrganisationDraft,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Organisation {
        let keys = keyring.current
        guard var row = try organisationRow(draft.code, in: connection) else {
            throw RolesError.noSuchOrganisation(draft.code)
        }
        let before = try Organisation(row, by: keys)
        guard before.kind == draft.kind else { throw RolesError.invalid(field: "kind") }
        let changes = draft.differences(from: OrganisationDraft(before))
        guard !changes.isEmpty else { return before }
        row.category = draft.category.rawValue
        row.authority = draft.authority.rawValue
        row.nameFa = draft.nameFa
        row.nameEn = draft.nameEn
        row.province = draft.province
        row.licensedFrom = draft.licensedFrom?.description
        row.licensedUntil = draft.licensedUntil?.description
        if before.contact != draft.contact {
            row.contact = try OrganisationRow.contactColumn
                .seal(Array(draft.contact.utf8), row: draft.code, by: keys)
        }
        let number = try save(
            &row,
            as: "changed",
            detail: changes.joined(separator: " "),
            by: actor,
            at: now,
            in: connection
        )
        if before.contact != draft.contact {
            try notify(before, of: .contactChanged, number: number, in: connection)
        }
        return try Organisation(row, by: keys)
    }

    /// Saves a row with its audit row; returns the number of the event.
    @discardableResult
    func save(
        _ row: inout OrganisationRow,
        as action: String,
        detail: String,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Int64 {
        let object = AuditObject(.organisation, row.code)
        let number = try audit.record(
            action,
            on: object,
            by: actor,
            detail: detail,
            at: now,
            in: connection
        )
        let former = row.seal
        row = try row.sealed(by: keyring.current)
        try row.save(replacing: former, by: keyring.current, in: connection)
        return number
    }

    /// Returns the origin of a change of organisations, with the person for whom a deputy acts.
    ///
    /// - Throws: `RolesError.notPermitted`.
    func organisationEditor(
        _ actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> AuditActor {
        guard let person = actor.personID else {
            guard actor.isOperator else { throw RolesError.personRequired }
            return actor
        }
        let authority = try actingAuthority(of: PersonID(person), at: now, in: connection)
        guard let capacity = authority.capacity(.administrator) else {
            throw RolesError.notPermitted
        }
        return authority.auditActor(as: capacity, network: actor.network)
    }
}

extension OrganisationDraft {
    /// Returns the names of the columns that differ.
    fileprivate func differences(from other: OrganisationDraft) -> [String] {
        [
            category != other.category ? "category" : nil,
            authority != other.authority ? "authority" : nil,
            nameFa != other.nameFa ? "name_fa" : nil,
            nameEn != other.nameEn ? "name_en" : nil,
            contact != other.contact ? "contact" : nil,
            province != other.province ? "province" : nil,
            licensedFrom != other.licensedFrom ? "licensed_from" : nil,
            licensedUntil != other.licensedUntil ? "licensed_until" : nil,
        ].compactMap(\.self)
    }
}
