package import Persian
import Store
import VerifyCore

/// A fresh factor in a session (casework §10, flow 6): the session gets a new secret, and ends when it would have.
extension SignIn {
    /// Sends a code to the contact of a signed-in citizen.
    ///
    /// Staff prove a factor with the authenticator: no code is sent to them, and the challenge has no solution.
    ///
    /// - Throws: `SignInError.network`.
    package func beginStepUp(
        _ session: SignInSession,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> SentCode {
        try await people.database.write { connection in
            try requireBudget(of: origin, at: now, in: connection)
            let person = try people.person(session.person, in: connection)
            let isCitizen =
                try session.kind == .citizen && !hasPassword(session.person, in: connection)
            let request = CodeRequest(
                purpose: .stepUp,
                person: isCitizen ? person?.id : nil,
                contact: isCitizen ? person?.provenContact : nil,
                decoyKey: session.person.description,
                language: person?.language ?? origin.language,
                isKnown: true
            )
            return try send(request, from: origin, at: now, in: connection)
        }
    }

    /// Replaces the session after a right code.
    package func finishStepUp(
        _ session: SignInSession,
        challenge: String,
        code: String,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> CodeOutcome {
        switch try await attempt(challenge, code: code, for: [.stepUp], from: origin, at: now) {
        case .ended: return .ended
        case .wrong(let triesLeft): return .wrong(triesLeft: triesLeft)
        case .right(let row) where row.person != session.person.description: return .ended
        case .right: break
        }
        return try await people.database.write { connection in
            guard
                try use(challenge, for: [.stepUp], from: origin, at: now, in: connection) != nil,
                let new = try replace(session, from: origin, at: now, in: connection)
            else { return .ended }
            return .signedIn(new)
        }
    }

    /// Replaces the session after a right second factor.
    package func stepUp(
        _ session: SignInSession,
        factor: SecondFactor,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> FactorOutcome {
        let id = session.person
        let place = AttemptPlace.account(id.description, network: origin.network)
        let delay = try await people.database.write { connection in
            try reserveAttempt(at: place, at: now, in: connection)
        }
        if let delay { return .delayed(seconds: delay) }
        if let delay = try await reserveFactor(of: id, from: origin, at: now) {
            return .delayed(seconds: delay)
        }
        return try await people.database.write { connection in
            let step = try spend(factor, of: id, at: now, in: connection)
            guard step == .right else { return step.outcome }
            try forgetAttempts(at: place, in: connection)
            guard let new = try replace(session, from: origin, at: now, in: connection) else {
                return .ended
            }
            return .signedIn(new)
        }
    }
}
