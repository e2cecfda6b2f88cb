package import Persian
import Store
import VerifyCore

/// The result of a code for a new contact.
package enum ContactChangeOutcome: Sendable, Hashable {
    /// The contact is stored; until the end of the quarantine the person cannot issue or approve.
    case changed
    /// The code is wrong; this many attempts are left.
    case wrong(triesLeft: Int)
    /// A new code is needed.
    case ended
    /// The registers answer that the mobile number is not that of the person, or its questions of the day are used up.
    case differs
    /// The registers do not answer now.
    case unavailable
}

extension SignIn {
    /// Sends a code to a new contact of a signed-in person (casework §10, flow 7).
    ///
    /// - Throws: `SignInError.factorNotFresh` unless a factor was proven in the last ten minutes; `.network`.
    package func beginContactChange(
        _ session: SignInSession,
        to contact: Contact,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> SentCode {
        guard session.isFresh(at: now) else { throw SignInError.factorNotFresh }
        return try await people.database.write { connection in
            try requireBudget(of: origin, at: now, in: connection)
            let person = try people.person(session.person, in: connection)
            let request = CodeRequest(
                purpose: .contactChange,
                person: session.person,
                contact: contact,
                decoyKey: "",
                provesNewContact: true,
                language: person?.language ?? origin.language,
                isKnown: true
            )
            return try send(request, from: origin, at: now, in: connection)
        }
    }

    /// Stores a new contact after a right code, and notifies the old one and the new one.
    ///
    /// A new mobile number of a person of level 1 is matched with the registers.
    ///
    /// - Throws: `SignInError.factorNotFresh` unless a factor was proven in the last ten minutes.
    package func finishContactChange(
        _ session: SignInSession,
        challenge: String,
        code: String,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> ContactChangeOutcome {
        guard session.isFresh(at: now) else { throw SignInError.factorNotFresh }
        let row: ChallengeRow
        switch try await attempt(
            challenge,
            code: code,
            for: [.contactChange],
            from: origin,
            at: now
        ) {
        case .ended: return .ended
        case .wrong(let triesLeft): return .wrong(triesLeft: triesLeft)
        case .right(let right): row = right
        }
        let (person, contact) = try await people.database.read { connection in
            let person = try people.person(session.person, in: connection)
            return (person, try recipient(of: row, person, in: connection))
        }
        guard let person, let contact, row.person == person.id.description else { return .ended }
        if case .mobile = contact, person.level == .matched, person.number?.kind == .national {
            switch try await people.answer(about: person, contact, at: now) {
            case .matched: break
            case .unavailable: return .unavailable
            case .differs, .deceased, nil: return .differs
            }
        }
        return try await people.database.write { connection in
            guard
                try use(challenge, for: [.contactChange], from: origin, at: now, in: connection)
                    != nil,
                let person = try people.person(person.id, in: connection), person.maySignIn
            else { return .ended }
            try people.beginChange(
                of: person,
                to: contact,
                from: origin.network,
                at: now,
                in: connection
            )
            return .changed
        }
    }

    /// Cancels the change of a link in a message, and ends all sessions of the person; false when there is nothing to
    /// cancel.
    package func cancelContactChange(token: String, at now: Timestamp) async throws -> Bool {
        try await people.database.write { connection in
            guard let id = try people.cancelChange(token: token, at: now, in: connection) else {
                return false
            }
            try endSessions(of: id, at: now, in: connection)
            return true
        }
    }
}
