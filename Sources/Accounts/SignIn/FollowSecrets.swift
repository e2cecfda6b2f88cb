package import Persian
import Store
import VerifyCore

/// The secret with which an applicant without an account follows one case: 16 digits, shown once.
///
/// It has 53 bits, so it is stored with salt and scrypt (ASVS 6.5.2: below 112 bits).
package struct FollowSecret: Sendable {
    /// Four groups of four ASCII digits.
    package let text: String
    /// What the case stores.
    package let stored: StoredFollowSecret
}

/// The stored form of a follow secret.
package struct StoredFollowSecret: Sendable, Hashable {
    /// The salt, 16 bytes.
    package let salt: [UInt8]
    /// The scrypt hash, 32 bytes.
    package let hash: [UInt8]

    /// The two columns of a case.
    package init(salt: [UInt8], hash: [UInt8]) {
        self.salt = salt
        self.hash = hash
    }
}

/// The result of typing a follow secret.
package enum FollowOutcome: Sendable, Hashable {
    /// It is right: the case is open for `SignIn.followSeconds`.
    case right
    /// The tracking number is unknown or the secret is wrong.
    case wrong
    /// Too many wrong attempts; try again in this many seconds.
    case delayed(seconds: Int)
}

extension SignIn {
    /// Seconds for which a right secret opens the case; it makes no session.
    package static let followSeconds: Int64 = 30 * 60
    /// Wrong attempts at a tracking number from a network in an hour.
    static let followsPerNetwork: Int64 = 5
    /// Wrong attempts at a tracking number in an hour.
    static let followsPerNumber: Int64 = 100
    /// The digits of a follow secret.
    private static let followDigits = 16

    /// Makes a follow secret; its hash is computed on a thread for them.
    ///
    /// - Throws: `SignInError.busy`.
    package func newFollowSecret() async throws -> FollowSecret {
        let digits = Self.randomDigits(Self.followDigits)
        let salt = Random.bytes(HashingThreads.saltCount)
        let hash = try await followSecrets.hash(Array(digits.utf8), salt: salt)
        let letters = Array(digits)
        let groups = stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<$0 + 4]) }
        return FollowSecret(
            text: groups.joined(separator: " "),
            stored: StoredFollowSecret(salt: salt, hash: hash)
        )
    }

    /// Compares a typed secret; the attempt is counted before the hash is computed.
    ///
    /// `stored`: The columns of the case; nil when no case has the number, which takes the same work.
    ///
    /// - Throws: `SignInError.busy`.
    package func check(
        followSecret typed: String,
        tracking: String,
        stored: StoredFollowSecret?,
        from network: String,
        at now: Timestamp
    ) async throws -> FollowOutcome {
        let places: [(place: AttemptPlace, most: Int64)] = [
            (.tracking(tracking, network: network), Self.followsPerNetwork),
            (.everyNetwork(tracking: tracking), Self.followsPerNumber),
        ]
        let delay: Int? = try await people.database.write { connection in
            for (place, most) in places {
                let delay = try reserveAttempt(at: place, perHour: most, at: now, in: connection)
                if let delay { return delay }
            }
            return nil
        }
        if let delay { return .delayed(seconds: delay) }
        let digits = Digits.folded(Letters.stored(typed)).filter { !" -".contains($0) }
        let decoy = StoredFollowSecret(
            salt: [UInt8](repeating: 0, count: HashingThreads.saltCount),
            hash: []
        )
        let expected = stored ?? decoy
        let hash = try await followSecrets.hash(
            Array(digits.prefix(Self.followDigits + 1).utf8),
            salt: expected.salt
        )
        guard constantTimeEqual(hash, expected.hash) else { return .wrong }
        try await people.database.write { connection in
            for (place, _) in places { try releaseAttempt(at: place, in: connection) }
        }
        return .right
    }

    /// Random decimal digits, each as likely as the others.
    static func randomDigits(_ count: Int) -> String {
        var digits = ""
        while digits.utf8.count < count {
            // 250 is the last multiple of ten: the values above it would make small digits more likely.
            for byte in Random.bytes(count) where byte < 250 && digits.utf8.count < count {
                digits += String(byte % 10)
            }
        }
        return digits
    }
}
