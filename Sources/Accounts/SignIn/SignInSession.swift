package import Persian
package import VerifyCore

/// A session of a signed-in person.
package struct SignInSession: Sendable, Hashable {
    /// The public id, with which the person can end it: the hash of the secret in hexadecimal digits.
    package let id: String
    /// The person.
    package let person: PersonID
    /// Whether the person signed in as a citizen or as staff.
    package let kind: Kind
    /// When the person signed in.
    package let begunAt: Timestamp
    /// When the last request came, at most a minute late.
    package let seenAt: Timestamp
    /// When it ends at the latest.
    package let endsAt: Timestamp
    /// When a factor was proven the last time.
    package let provedAt: Timestamp
    /// What the browser called itself.
    package let agent: String
    /// The network of the sign-in.
    package let network: String
    /// When it was ended; nil for one that was not.
    package let endedAt: Timestamp?
    /// The verdict on the row's seal: only a session with an intact seal is accepted.
    package let seal: Keyring.SealVerdict

    /// The kinds of sessions, with their limits.
    package enum Kind: String, Sendable, CaseIterable {
        /// By a one-time code: 30 minutes idle, 12 hours.
        case citizen
        /// By password and second factor: 20 minutes idle, 8 hours.
        case staff

        /// Seconds without a request after which the session ends.
        package var idleSeconds: Int64 {
            switch self {
            case .citizen: 30 * 60
            case .staff: 20 * 60
            }
        }

        /// Seconds after which the session ends in any case.
        package var mostSeconds: Int64 {
            switch self {
            case .citizen: 12 * 3_600
            case .staff: 8 * 3_600
            }
        }
    }

    /// Whether the session is accepted at a time.
    package func isLive(at now: Timestamp) -> Bool {
        seal == .intact && endedAt == nil && now < endsAt
            && now < seenAt.adding(seconds: kind.idleSeconds)
    }

    /// Whether a factor was proven in the last ten minutes, as acts with consequences require.
    package func isFresh(at now: Timestamp) -> Bool {
        now < provedAt.adding(seconds: SignIn.freshSeconds)
    }

    /// The session of a row, with the verdict on its seal.
    ///
    /// A row that was edited by hand can contain anything: a time that cannot be read becomes the epoch.
    init(_ row: SessionRow, by keys: Keyring) {
        func time(_ text: String) -> Timestamp {
            (try? Timestamp(parsing: text)) ?? Timestamp(secondsSinceEpoch: 0)
        }
        id = Hex.encode(row.hash)
        person = PersonID(row.person)
        kind = Kind(rawValue: row.kind) ?? .citizen
        begunAt = time(row.begunAt)
        seenAt = time(row.seenAt)
        endsAt = time(row.endsAt)
        provedAt = time(row.provedAt)
        agent = row.agent
        network = row.network
        endedAt = row.endedAt.map(time)
        seal = keys.verdict(on: row.statement, sealed: row.seal)
    }
}

/// A session that has just begun, with the secret for the cookie, which is not stored.
package struct NewSession: Sendable, Hashable {
    /// The value of the cookie: 32 random bytes in base64url.
    package let secret: String
    /// The session.
    package let session: SignInSession
}
