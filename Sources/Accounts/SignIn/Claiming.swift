package import Persian
import Store
import VerifyCore

extension SignIn {
    /// Registers a claim, and sends a code to its contact (casework §10, flow 1).
    ///
    /// The answer and the work are the same for a known and an unknown number. The owner of a known number gets a
    /// warning, at most one a day. A claim blocks no other person: an ID number is not a secret.
    ///
    /// `draft`: The claim, with a contact.
    /// `terms`: The version of the terms that the person accepted.
    ///
    /// - Throws: `SignInError.network`, `.registrations`.
    package func claim(
        _ draft: PersonDraft,
        contact: Contact,
        terms: String,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> SentCode {
        try await requireNationalBudget(.claim, at: now)
        let draft = PersonDraft(
            number: draft.number,
            name: draft.name,
            birthDate: draft.birthDate,
            contact: contact,
            language: draft.language,
            isAbroad: draft.isAbroad
        )
        return try await people.database.write { connection in
            try requireBudget(of: origin, at: now, in: connection)
            let person = try people.insert(draft, source: .claim, at: now, in: connection)
            try warnOwner(
                of: draft.number,
                claimedBy: person.id,
                with: contact,
                at: now,
                in: connection
            )
            try people.accept(terms: terms, by: person.id, at: now, in: connection)
            let request = CodeRequest(
                purpose: .claim,
                person: person.id,
                contact: contact,
                decoyKey: "",
                language: draft.language,
                isKnown: false
            )
            return try send(request, from: origin, at: now, in: connection)
        }
    }

    /// Warns the owner of a number that a claim was made, at most once a day.
    ///
    /// Without an owner, or a day later, the same rows are read and written: another person's, a message that is not
    /// sent, and the claim's own number.
    private func warnOwner(
        of number: IDNumber,
        claimedBy claimant: PersonID,
        with claimed: Contact,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        var owned = try people.ownerNumber(number, in: connection)
        let owner = try people.personOrDecoy(owned.map { PersonID($0.person) }, in: connection)
        let contact = owner?.provenContact
        let dayAgo = now.adding(seconds: -86_400).description
        let isDue = owned.map { ($0.warnedAt ?? "") <= dayAgo } ?? false
        let isWarned = isDue && contact != nil && contact != claimed
        let recipient = contact ?? claimed
        let message = AccountMessage(
            .claimWarning,
            to: recipient.text,
            by: recipient.channel,
            in: owner?.language ?? .fa,
            source: (isWarned ? owner?.id : nil)?.description ?? claimant.description,
            sequence: now.secondsSinceEpoch,
            isDecoy: !isWarned,
            host: people.settings.host
        )
        try people.messages(message, connection)
        if isWarned { owned?.warnedAt = now.description }
        let row = try owned ?? people.number(number, of: claimant, in: connection)
        try row?.update(by: keys, in: connection)
    }
}
