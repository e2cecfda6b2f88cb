package import Persian
import Store
import VerifyCore

/// The result of a password.
package enum PasswordOutcome: Sendable, Hashable {
    /// The password is right; the second factor is next.
    case secondFactor(challenge: String)
    /// The number is unknown or the password is wrong.
    case refused
    /// Too many attempts for this number from this network; try again in this many seconds.
    case delayed(seconds: Int)
}

/// A second factor that a person typed.
package enum SecondFactor: Sendable {
    /// A code of the authenticator.
    case code(String)
    /// A recovery code.
    case recovery(String)
}

/// The result of a second factor.
package enum FactorOutcome: Sendable, Hashable {
    /// The person is signed in, with a new session.
    case signedIn(NewSession)
    /// The code is wrong.
    case wrong
    /// The code was used before: wait for the next one.
    case used
    /// The code of another time: the clock of the device is ahead by this many seconds, or behind if negative.
    case clockDiffers(seconds: Int64)
    /// Too many attempts; try again in this many seconds.
    case delayed(seconds: Int)
    /// The wait for the second factor has ended: begin again.
    case ended
}

extension SignIn {
    /// What is hashed when there is no password to compare with, so that the answer takes the same time.
    private static let decoy = [UInt8](
        repeating: 0,
        count: HashingThreads.saltCount + HashingThreads.hashCount
    )

    /// Compares the password of a member of staff (casework §10, flow 5).
    ///
    /// The attempt is counted before the hash is computed. An unknown number takes the same work.
    ///
    /// - Throws: `SignInError.busy`.
    package func beginStaffSignIn(
        _ number: IDNumber,
        password: String,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> PasswordOutcome {
        let place = AttemptPlace.account(number.key, network: origin.network)
        let delay = try await people.database.write { connection in
            try reserveAttempt(at: place, at: now, in: connection)
        }
        if let delay { return .delayed(seconds: delay) }
        let (person, stored) = try await people.database.read { connection in
            let person = try staff(number, in: connection)
            let row = try credentials(
                of: person?.id ?? PersonID("-"),
                .password,
                in: connection
            ).first
            return (person, try row?.opened(by: keys))
        }
        let secret = stored ?? Self.decoy
        let hash = try await passwords.hash(
            Self.bytes(ofPassword: String(password.prefix(PasswordRules.longest + 1))),
            salt: Array(secret.prefix(HashingThreads.saltCount))
        )
        let isRight = constantTimeEqual(hash, Array(secret.dropFirst(HashingThreads.saltCount)))
        guard isRight, stored != nil, let person, person.maySignIn else { return .refused }
        return try await people.database.write { connection in
            .secondFactor(
                challenge: try insertChallenge(
                    .secondFactor,
                    of: person.id,
                    contact: number.key,
                    from: origin,
                    at: now,
                    in: connection
                )
            )
        }
    }

    /// The person with a password that has a number: the owner, or one whom an invitation named.
    private func staff(_ number: IDNumber, in connection: Connection) throws -> Person? {
        if let owner = try people.owner(of: number, in: connection) { return owner }
        for claim in try people.claims(of: number, in: connection)
        where try hasPassword(PersonID(claim.person), in: connection) {
            return try people.person(PersonID(claim.person), in: connection)
        }
        return nil
    }

    /// Compares the second factor of a member of staff, and signs in.
    package func finishStaffSignIn(
        _ challenge: String,
        factor: SecondFactor,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> FactorOutcome {
        let reserved = try await reserve(challenge, for: [.secondFactor], from: origin, at: now)
        guard let reserved, let id = reserved.person.map({ PersonID($0) }) else { return .ended }
        if let delay = try await reserveFactor(of: id, from: origin, at: now) {
            return .delayed(seconds: delay)
        }
        return try await people.database.write { connection in
            let step = try spend(factor, of: id, at: now, in: connection)
            guard step == .right else {
                if reserved.tries == Self.codeTries {
                    try warnOfFactors(id, challenge, in: connection)
                }
                return step.outcome
            }
            guard
                try use(challenge, for: [.secondFactor], from: origin, at: now, in: connection)
                    != nil,
                let person = try people.person(id, in: connection), person.maySignIn,
                try hasPassword(id, in: connection)
            else { return .ended }
            for number in person.numbers {
                let key = number.number.key
                try forgetAttempts(
                    at: .account(key, network: origin.network),
                    in: connection
                )
            }
            return .signedIn(
                try beginSession(of: id, .staff, from: origin, at: now, in: connection)
            )
        }
    }

    /// Signs a citizen in by authenticator or recovery code, without a message.
    ///
    /// A member of staff is refused: the password comes first.
    package func signIn(
        _ number: IDNumber,
        factor: SecondFactor,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> FactorOutcome {
        let place = AttemptPlace.account(number.key, network: origin.network)
        let (delay, person) = try await people.database.write { connection in
            let delay = try reserveAttempt(at: place, at: now, in: connection)
            return (delay, delay == nil ? try citizen(number, in: connection) : nil)
        }
        if let delay { return .delayed(seconds: delay) }
        let id = person?.id ?? PersonID("-")
        if let delay = try await reserveFactor(of: id, from: origin, at: now) {
            return .delayed(seconds: delay)
        }
        return try await people.database.write { connection in
            let step = try spend(factor, of: id, at: now, in: connection)
            guard step == .right else { return step.outcome }
            guard let person = try people.person(id, in: connection), person.maySignIn,
                try !hasPassword(id, in: connection)
            else { return .ended }
            try forgetAttempts(at: place, in: connection)
            return .signedIn(
                try beginSession(of: id, .citizen, from: origin, at: now, in: connection)
            )
        }
    }

    private func warnOfFactors(
        _ id: PersonID,
        _ challenge: String,
        in connection: Connection
    ) throws {
        people.alarm(.secondFactors)
        guard let person = try people.person(id, in: connection),
            let contact = person.provenContact
        else { return }
        try people.send(.secondFactors, to: contact, of: person, challenge, in: connection)
    }
}
