package import Persian
import Store
import VerifyCore

extension SignIn {
    /// Proves the contact of a claim, or signs in, with a typed code (casework §10, flows 2 and 5).
    ///
    /// A claim whose number and contact another person has proven before continues that person. A mobile number that
    /// was not proven for 180 days is matched again.
    package func finish(
        _ challenge: String,
        code: String,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> CodeOutcome {
        let purposes: Set<ChallengePurpose> = [.claim, .signIn]
        switch try await attempt(challenge, code: code, for: purposes, from: origin, at: now) {
        case .ended: return .ended
        case .wrong(let triesLeft): return .wrong(triesLeft: triesLeft)
        case .right: break
        }
        return try await people.database.write { connection in
            guard
                let row = try use(challenge, for: purposes, from: origin, at: now, in: connection),
                let id = row.person,
                let person = try people.person(PersonID(id), in: connection),
                let contact = try recipient(of: row, person, in: connection)
            else { return .ended }
            let isClaim = row.purpose == ChallengePurpose.claim.rawValue
            let continued =
                isClaim ? try earlier(than: person, with: contact, in: connection) : nil
            if continued != nil { try deleteClaim(person.id, in: connection) }
            return try signIn(
                continued ?? person,
                by: contact,
                from: origin,
                at: now,
                in: connection
            )
        }
    }

    /// The person that proved the number or the claim of another one, with the same contact; the owner first.
    private func earlier(
        than claim: Person,
        with contact: Contact,
        in connection: Connection
    ) throws -> Person? {
        guard let number = claim.number else { return nil }
        return try people.claims(of: number, in: connection)
            .filter { $0.person != claim.id.description }
            .compactMap { try people.person(PersonID($0.person), in: connection) }
            .filter { other in
                other.provenContacts.contains(contact)
                    && (other.level == .matched || other.birthDate == claim.birthDate)
            }
            .max { ($0.level, $1.createdAt) < ($1.level, $0.createdAt) }
    }

    /// Signs a person in whose contact was proven now, if the person may sign in by a code.
    private func signIn(
        _ person: Person,
        by contact: Contact,
        from origin: SignInOrigin,
        at now: Timestamp,
        in connection: Connection
    ) throws -> CodeOutcome {
        guard person.maySignIn, try !hasPassword(person.id, in: connection) else { return .refused }
        if case .mobile = contact, person.level == .matched, let proven = person.mobileProvenAt,
            proven <= now.adding(seconds: -Self.recycledSeconds)
        {
            return .mustMatch(
                challenge: try insertChallenge(
                    .rematch,
                    of: person.id,
                    contact: contact.text,
                    from: origin,
                    at: now,
                    in: connection
                )
            )
        }
        try people.proveContact(contact, of: person.id, at: now, in: connection)
        return .signedIn(
            try beginSession(of: person.id, .citizen, from: origin, at: now, in: connection)
        )
    }

    /// Makes a challenge without a message: a wait for another proof, bound to the browser.
    func insertChallenge(
        _ purpose: ChallengePurpose,
        of person: PersonID?,
        contact: String,
        from origin: SignInOrigin,
        at now: Timestamp,
        in connection: Connection
    ) throws -> String {
        let id = RandomID.make()
        let row = ChallengeRow(
            id: id,
            purpose: purpose,
            person: person,
            contact: try KeyedHash.of(contact, for: .contact, by: keys),
            newContact: nil,
            codeHash: Random.bytes(36),
            browserHash: try KeyedHash.of(origin.browser.text, for: .browser, by: keys),
            networkHash: try KeyedHash.of(origin.network, for: .network, by: keys),
            isKnown: false,
            isSent: false,
            at: now
        )
        try row.insert(by: keys, in: connection)
        return id
    }
}

extension SignIn {
    /// Signs a person in after a long silence, when the birth date is right and the registers match the mobile number
    /// again: the operator may have assigned it to another person.
    package func rematch(
        _ challenge: String,
        birthDate: CivilDate,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> CodeOutcome {
        guard let row = try await reserve(challenge, for: [.rematch], from: origin, at: now),
            let id = row.person, let person = try await people.person(PersonID(id)),
            case .mobile(let mobile)? = try await people.database.read({
                try recipient(of: row, person, in: $0)
            })
        else { return .ended }
        guard birthDate == person.birthDate else {
            return .wrong(triesLeft: Int(Self.codeTries - row.tries))
        }
        switch try await people.answer(about: person, .mobile(mobile), at: now) {
        case .unavailable: return .unavailable
        case .differs, .deceased, nil: return .refused
        case .matched: break
        }
        return try await people.database.write { connection in
            guard
                try use(challenge, for: [.rematch], from: origin, at: now, in: connection) != nil,
                let person = try people.person(person.id, in: connection), person.maySignIn
            else { return .ended }
            try people.proveContact(.mobile(mobile), of: person.id, at: now, in: connection)
            return .signedIn(
                try beginSession(of: person.id, .citizen, from: origin, at: now, in: connection)
            )
        }
    }
}
