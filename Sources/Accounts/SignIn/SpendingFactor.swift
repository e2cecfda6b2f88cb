import Persian
import Store
import VerifyCore

extension SignIn {
    /// The result of comparing a second factor.
    enum FactorStep: Sendable, Equatable {
        case right
        case wrong
        case used
        case clockDiffers(seconds: Int64)

        /// What the person learns; only for a factor that is not right.
        var outcome: FactorOutcome {
            switch self {
            case .right, .wrong: .wrong
            case .used: .used
            case .clockDiffers(let seconds): .clockDiffers(seconds: seconds)
            }
        }
    }

    /// Reserves an attempt at the second factors of an account, in a transaction that is committed before the comparison.
    ///
    /// Browsers that the account knows have a budget of their own.
    ///
    /// - Returns: The seconds to wait; nil when an attempt was reserved.
    func reserveFactor(
        of person: PersonID,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> Int? {
        try await people.database.write { connection in
            let isKnown = try isKnown(origin.browser, to: person, in: connection)
            return try reserveAttempt(
                at: .factors(person, isKnown: isKnown),
                perHour: Self.factorsPerHour,
                at: now,
                in: connection
            )
        }
    }

    /// Compares a second factor, and marks it as used in the same transaction.
    ///
    /// The step of an authenticator is raised by compare-and-swap, so that of two requests with one code one succeeds.
    func spend(
        _ factor: SecondFactor,
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> FactorStep {
        switch factor {
        case .code(let code): try spend(code: code, of: person, at: now, in: connection)
        case .recovery(let text): try spend(recovery: text, of: person, at: now, in: connection)
        }
    }

    private func spend(
        code: String,
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> FactorStep {
        for row in try credentials(of: person, .totp, in: connection) {
            guard let secret = try row.opened(by: keys) else { continue }
            switch TOTP(secret: secret).check(code, at: now, lastStep: row.lastStep) {
            case .wrong: continue
            case .used: return .used
            case .clockDiffers(let seconds): return .clockDiffers(seconds: seconds)
            case .accepted(let step):
                let raised = try connection.execute(
                    """
                    UPDATE credential
                    SET last_step = \(step)
                    WHERE id = \(row.id) AND last_step < \(step)
                    """
                )
                return raised == 1 ? .right : .used
            }
        }
        return .wrong
    }

    private func spend(
        recovery text: String,
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> FactorStep {
        let letters = Digits.folded(text).uppercased().filter { !$0.isWhitespace && $0 != "-" }
        guard letters.utf8.count == 16, let code = try? Base32.decode(letters) else {
            return .wrong
        }
        let hash = SHA256.hash(code)
        for row in try credentials(of: person, .recovery, in: connection) {
            guard let stored = try row.opened(by: keys), constantTimeEqual(stored, hash) else {
                continue
            }
            return try row.revoke(at: now, by: keys, in: connection) ? .right : .used
        }
        return .wrong
    }
}
