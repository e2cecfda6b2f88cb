package import Persian
import Store
import VerifyCore

extension SignIn {
    /// Sends a code to the stored contact of a number, which the answer does not show (casework §10, flow 5).
    ///
    /// The answer and the work are the same whether the number is known or not. A member of staff gets no code: staff
    /// sign in with password and second factor.
    ///
    /// `channel`: A second contact, when the first is not reached; nil for the first.
    ///
    /// - Throws: `SignInError.network`.
    package func beginSignIn(
        _ number: IDNumber,
        by channel: AccountMessage.Channel? = nil,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> SentCode {
        try await requireNationalBudget(.signIn, at: now)
        return try await people.database.write { connection in
            try requireBudget(of: origin, at: now, in: connection)
            let person = try citizen(number, in: connection)
            let contact = channel.map { channel in
                person?.provenContacts.first { $0.channel == channel }
            }
            let isKnown = try isKnown(
                origin.browser,
                to: person?.id ?? PersonID("-"),
                in: connection
            )
            let request = CodeRequest(
                purpose: .signIn,
                person: person?.id,
                contact: contact ?? person?.provenContact,
                decoyKey: number.key,
                language: person?.language ?? origin.language,
                isKnown: isKnown
            )
            return try send(request, from: origin, at: now, in: connection)
        }
    }

    /// The person that may sign in with a number by a code: the owner, or the only claim with a proven contact.
    ///
    /// Where several claims have proven contacts, registering with the same contact continues the claim
    /// (`finish`), so that no claim blocks another.
    func citizen(_ number: IDNumber, in connection: Connection) throws -> Person? {
        let owner = try people.ownerNumber(number, in: connection)?.person
        let claims = try connection.all(
            """
            SELECT id
            FROM person
            JOIN person_number ON person = id
            WHERE \(PersonNumberRow.isNumber(number)) AND ended_at IS NULL AND level = 0
                AND joined_into IS NULL
                AND (mobile_proven_at IS NOT NULL OR email_proven_at IS NOT NULL)
            LIMIT 2
            """
        ) { try $0.text(0) }
        let id = owner ?? (claims.count == 1 ? claims.first : nil)
        let person = try people.personOrDecoy(id.map { PersonID($0) }, in: connection)
        let isStaff = try hasPassword(person?.id ?? PersonID("-"), in: connection)
        guard let person, person.maySignIn, person.provenContact != nil, !isStaff else {
            return nil
        }
        return person
    }

    /// Sends a new code for a challenge of the same browser, within the same budgets.
    ///
    /// The answer is the same for a challenge that is unknown or belongs to another browser; its code opens nothing.
    ///
    /// - Throws: `SignInError.network`.
    package func resend(
        _ challenge: String,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> SentCode {
        let keys = keys
        return try await people.database.write { connection in
            try requireBudget(of: origin, at: now, in: connection)
            let row = try self.challenge(challenge, in: connection).flatMap { row in
                let isOurs = try KeyedHash.matches(
                    row.browserHash,
                    origin.browser.text,
                    for: .browser,
                    by: keys
                )
                let isCode =
                    ChallengePurpose(rawValue: row.purpose)?.codeUse != nil
                return isOurs && isCode && row.usedAt == nil ? row : nil
            }
            let person = try people.person(PersonID(row?.person ?? "-"), in: connection)
            let contact = try row.flatMap { try recipient(of: $0, person, in: connection) }
            let request = CodeRequest(
                purpose: row.flatMap { ChallengePurpose(rawValue: $0.purpose) } ?? .signIn,
                person: contact == nil ? nil : person?.id,
                contact: contact,
                decoyKey: "resend \(challenge)",
                provesNewContact: row?.newContact != nil,
                language: person?.language ?? origin.language,
                isKnown: row?.isKnown ?? false
            )
            return try send(request, from: origin, at: now, in: connection)
        }
    }

    /// The contact to which the code of a challenge went; nil when the person has it no longer.
    func recipient(
        of row: ChallengeRow,
        _ person: Person?,
        in connection: Connection
    ) throws -> Contact? {
        if let sealed = row.newContact {
            let text = try ChallengeRow.newContactColumn.text(sealed, row: row.id, by: keys)
            let parts = (text ?? "").split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let channel = AccountMessage.Channel(rawValue: parts[0]) else {
                return nil
            }
            return Contact(channel: channel, stored: parts[1])
        }
        guard let person else { return nil }
        for channel in AccountMessage.Channel.allCases {
            guard let contact = person.contact(channel) else { continue }
            if try KeyedHash.matches(row.contact, contact.text, for: .contact, by: keys) {
                return contact
            }
        }
        return nil
    }
}
