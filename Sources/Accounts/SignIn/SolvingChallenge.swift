import Persian
import Store
import VerifyCore

/// The result of typing a one-time code.
package enum CodeOutcome: Sendable, Hashable {
    /// The person is signed in, with a new session.
    case signedIn(NewSession)
    /// The code is wrong; this many attempts are left.
    case wrong(triesLeft: Int)
    /// The code has expired, was used, has no attempts left, or belongs to another browser: a new one is needed.
    case ended
    /// The contact was silent for so long that the birth date and the registers must confirm it: call `rematch`.
    case mustMatch(challenge: String)
    /// The person may not sign in: blocked, deceased, or the registers answer that something differs.
    case refused
    /// The registers do not answer now.
    case unavailable
}

extension SignIn {
    /// The result of an attempt at a challenge.
    enum Attempt: Sendable {
        case right(ChallengeRow)
        case wrong(triesLeft: Int)
        case ended
    }

    /// Compares a typed code with that of a challenge, after one attempt was reserved and committed.
    ///
    /// A challenge of another browser or purpose, or one that is used up, costs no attempt.
    func attempt(
        _ id: String,
        code: String,
        for purposes: Set<ChallengePurpose>,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> Attempt {
        guard let row = try await reserve(id, for: purposes, from: origin, at: now) else {
            return .ended
        }
        let digits = Digits.folded(Letters.stored(code)).filter { !" -".contains($0) }
        let isRight = try KeyedHash.matches(
            row.codeHash,
            codeText(id, digits, origin.browser),
            for: .code,
            by: keys
        )
        // The code of a decoy was never sent, and opens nothing.
        guard isRight, row.person != nil else {
            return .wrong(triesLeft: Int(Self.codeTries - row.tries))
        }
        return .right(row)
    }

    /// Reserves an attempt by compare-and-swap; nil when there is none to have.
    func reserve(
        _ id: String,
        for purposes: Set<ChallengePurpose>,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> ChallengeRow? {
        try await people.database.write { connection in
            guard
                var row = try open(id, for: purposes, from: origin, at: now, in: connection),
                row.tries < Self.codeTries
            else { return nil }
            row.tries += 1
            return try row.update(by: keys, in: connection) ? row : nil
        }
    }

    /// Marks a challenge as used in the transaction of what it permits; false when it was used before.
    func use(
        _ id: String,
        for purposes: Set<ChallengePurpose>,
        from origin: SignInOrigin,
        at now: Timestamp,
        in connection: Connection
    ) throws -> ChallengeRow? {
        guard var row = try open(id, for: purposes, from: origin, at: now, in: connection) else {
            return nil
        }
        row.usedAt = now.description
        return try row.update(by: keys, in: connection) ? row : nil
    }

    /// Returns a challenge of this browser that can still be solved.
    func open(
        _ id: String,
        for purposes: Set<ChallengePurpose>,
        from origin: SignInOrigin,
        at now: Timestamp,
        in connection: Connection
    ) throws -> ChallengeRow? {
        guard let row = try challenge(id, in: connection),
            let purpose = ChallengePurpose(rawValue: row.purpose), purposes.contains(purpose),
            row.usedAt == nil, now.description < row.expiresAt,
            try KeyedHash.matches(row.browserHash, origin.browser.text, for: .browser, by: keys)
        else { return nil }
        return row
    }

    /// Returns a challenge with an intact seal.
    func challenge(_ id: String, in connection: Connection) throws -> ChallengeRow? {
        let found = try connection.first(
            "SELECT \(ChallengeRow.columns) FROM challenge WHERE id = \(id)"
        ) { try ChallengeRow($0) }
        guard let found else { return nil }
        return try people.isIntact(found.statement, found.seal, table: "challenge") ? found : nil
    }
}
