package import Persian
import Store
import VerifyCore

/// Attesting an identity in presence (flow 3): one attester opens it, another one of the organisation confirms.
extension Roles {
    /// Opens an attestation for the person who registered with the number and proved the contact of the draft.
    ///
    /// `document`: the document that was seen.
    /// - Throws: `RolesError.notPermitted` without the role attester in the organisation; `.otherPersonRequired`.
    package func attest(
        _ draft: PersonDraft,
        document: String,
        in organisation: String,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> AttestationOutcome {
        guard let attester = actor.personID.map({ PersonID($0) }) else {
            throw RolesError.personRequired
        }
        return try await database.write { connection in
            // First, so that a person without the role learns nothing of numbers and contacts.
            guard
                try actingAuthority(of: attester, at: now, in: connection)
                    .has(.attester, in: organisation)
            else { throw RolesError.notPermitted }
            guard let contact = draft.contact,
                let person = try registered(draft.number, contact, in: connection)
            else {
                try recordMissed(organisation, by: actor, at: now, in: connection)
                return .notRegistered
            }
            let owner = try otherOwner(of: draft.number, than: person, in: connection)
            if let owner {
                guard owner.maySignIn else { return .closed }
                if try signIn.hasPassword(owner.id, in: connection) { return .staff }
            }
            let attestation = Attestation(
                person: person.id,
                owner: owner?.id,
                number: draft.number,
                name: draft.name,
                birthDate: draft.birthDate,
                contact: contact,
                document: document,
                organisation: organisation
            )
            return .proposed(
                try propose(.attest(attestation), by: actor, at: now, in: connection)
            )
        }
    }

    /// Returns the person who claims or has a number and proved a contact: the owner first, then the newest claim.
    private func registered(
        _ number: IDNumber,
        _ contact: Contact,
        in connection: Connection
    ) throws -> Person? {
        try people.claims(of: number, in: connection)
            .compactMap { try people.person(PersonID($0.person), in: connection) }
            .filter { $0.maySignIn && $0.provenContacts.contains(contact) }
            .max { ($0.level, $0.createdAt) < ($1.level, $1.createdAt) }
    }

    /// Returns the person of level 1 that has a number, if it is not this one.
    private func otherOwner(
        of number: IDNumber,
        than person: Person,
        in connection: Connection
    ) throws -> Person? {
        try people.owner(of: number, in: connection).flatMap { $0.id == person.id ? nil : $0 }
    }

    /// Records a pair of number and contact that no person has: many of them mean that an attester guesses.
    private func recordMissed(
        _ organisation: String,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        try audit.record(
            "attestation-missed",
            on: AuditObject(.organisation, organisation),
            by: actor,
            detail: "",
            at: now,
            in: connection
        )
    }

    /// Proves the number of a person whose document two attesters have seen.
    ///
    /// Names and birth date become those of the document. A number that has an owner takes flow 8: the owner's contact is replaced after 72 hours.
    ///
    /// Every known contact of the number gets a message.
    func perform(
        _ attestation: Attestation,
        proposed row: ProposalRow,
        by grantor: Grantor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard let person = try people.person(attestation.person, in: connection),
            person.maySignIn, person.provenContacts.contains(attestation.contact)
        else { throw RolesError.noSuchPerson }
        let owner = try otherOwner(of: attestation.number, than: person, in: connection)
        guard owner?.id == attestation.owner else { throw PeopleError.numberTaken }
        if let owner {
            guard owner.maySignIn, try !signIn.hasPassword(owner.id, in: connection) else {
                throw RolesError.notPermitted
            }
            _ = try people.beginLoss(
                of: owner,
                to: attestation.contact,
                by: person.id,
                at: now,
                in: connection
            )
        } else {
            try people.take(attestation, at: now, in: connection)
        }
        for id in attestation.persons {
            try audit.record(
                "attested",
                on: AuditObject(.person, id),
                by: grantor.auditActor,
                detail: "\(attestation.number.kind.rawValue) \(attestation.organisation)",
                at: now,
                in: connection
            )
        }
        try announce(attestation, source: row.id, in: connection)
    }

    /// Sends a message to every proven contact of the number; an owner whose contact is lost got one that cancels.
    private func announce(
        _ attestation: Attestation,
        source: String,
        in connection: Connection
    ) throws {
        let claims = try people.claims(of: attestation.number, in: connection).map(\.person)
        var languages: [Contact: MessageLanguage] = [:]
        let owner = attestation.owner?.description
        for id in Set(claims + [attestation.person.description]) where id != owner {
            guard let known = try people.person(PersonID(id), in: connection) else { continue }
            for contact in known.provenContacts { languages[contact] = known.language }
        }
        for (contact, language) in languages.sorted(by: { $0.key.text < $1.key.text }) {
            try send(
                .attested,
                to: contact,
                language,
                source: source,
                in: connection
            )
        }
    }
}

extension People {
    /// Stores what two attesters have seen: number, names, birth date, and that the person still has the contact.
    fileprivate func take(
        _ attestation: Attestation,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let id = attestation.person
        try correct(id, to: attestation.name, born: attestation.birthDate, in: connection)
        try proveNumber(
            attestation.number,
            of: id,
            source: .attestation,
            at: now,
            in: connection
        )
        try proveContact(attestation.contact, of: id, at: now, in: connection)
    }
}
