package import Persian
package import Store
import VerifyCore

extension SignIn {
    private static let byHash = PreparedSQL { (hash: [UInt8]) in
        "SELECT \(SessionRow.columns) FROM session WHERE id_hash = \(hash)"
    }

    /// Returns the session of a cookie; nil for one that is unknown, has ended, or whose row was edited.
    ///
    /// Each call queries the database (one row by its hash), so that a session that was ended counts from the next
    /// request on. The time of the request is stored at most once a minute.
    ///
    /// - Throws: `MissingKey` when the row is sealed by a data key that only another machine has.
    package func session(
        forSecret secret: String,
        at now: Timestamp
    ) async throws -> SignInSession? {
        guard let hash = Self.hash(ofSecret: secret) else { return nil }
        let keys = keys
        let row = Self.byHash(hash)
        let session = try await people.database.lookUp(ahead: [row]) { connection in
            try connection.first(row) { SignInSession(try SessionRow($0), by: keys) }
        }
        guard let session else { return nil }
        if case .undecided(let missing) = session.seal { throw missing }
        if session.seal != .intact { people.alarm(.seal(session.seal, table: "session")) }
        guard session.isLive(at: now) else { return nil }
        if now >= session.seenAt.adding(seconds: Self.seenSeconds) {
            await store(hash, seenAt: now)
        }
        return session
    }

    /// Stores the time of a request; a failure must not fail the request, since reading works on a full disk too.
    private func store(_ hash: [UInt8], seenAt now: Timestamp) async {
        let update: SQL = """
            UPDATE session
            SET seen_at = \(now.description)
            WHERE id_hash = \(hash) AND seen_at < \(now.description)
            """
        _ = try? await people.database.write { try $0.execute(update) }
    }

    /// Returns the live sessions of a person, the newest first.
    package func sessions(of person: PersonID, at now: Timestamp) async throws -> [SignInSession] {
        let keys = keys
        return try await people.database.read { connection in
            try Self.rows(of: person, in: connection).map { SignInSession($0, by: keys) }
                .filter { $0.isLive(at: now) }
        }
    }

    /// Ends a session of a person; false when the person has no such session.
    package func end(
        _ id: String,
        of person: PersonID,
        at now: Timestamp
    ) async throws -> Bool {
        let keys = keys
        return try await people.database.write { connection in
            let rows = try Self.rows(of: person, in: connection)
            guard let row = rows.first(where: { Hex.encode($0.hash) == id }) else { return false }
            try row.end(at: now, by: keys, in: connection)
            return true
        }
    }

    /// Ends all sessions of a person but one.
    package func endAll(
        of person: PersonID,
        except id: String? = nil,
        at now: Timestamp
    ) async throws {
        let keys = keys
        try await people.database.write { connection in
            for row in try Self.rows(of: person, in: connection) where Hex.encode(row.hash) != id {
                try row.end(at: now, by: keys, in: connection)
            }
        }
    }

    /// Ends all sessions of a person in the transaction of the caller.
    package func endSessions(
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        for row in try Self.rows(of: person, in: connection) {
            try row.end(at: now, by: keys, in: connection)
        }
    }

    /// The rows of a person's sessions that were not ended, the newest first.
    static func rows(of person: PersonID, in connection: Connection) throws -> [SessionRow] {
        try connection.all(
            """
            SELECT \(SessionRow.columns)
            FROM session
            WHERE person = \(person) AND ended_at IS NULL
            ORDER BY begun_at DESC, id_hash
            """
        ) { try SessionRow($0) }
    }
}

extension SignIn {
    /// Begins a session with a new secret, and ends the oldest when the person has too many.
    func beginSession(
        of person: PersonID,
        _ kind: SignInSession.Kind,
        from origin: SignInOrigin,
        at now: Timestamp,
        in connection: Connection
    ) throws -> NewSession {
        let live = try Self.rows(of: person, in: connection)
            .filter { SignInSession($0, by: keys).isLive(at: now) }
        for row in live.dropFirst(Self.mostSessions - 1) {
            try row.end(at: now, by: keys, in: connection)
        }
        let ends = now.adding(seconds: kind.mostSeconds)
        return try insertSession(
            of: person,
            kind,
            begunAt: now,
            endsAt: ends,
            from: origin,
            at: now,
            in: connection
        )
    }

    /// Replaces a session with one of a new secret, in which a factor was proven now.
    ///
    /// Returns nil when the session has ended in the meantime.
    func replace(
        _ session: SignInSession,
        from origin: SignInOrigin,
        at now: Timestamp,
        in connection: Connection
    ) throws -> NewSession? {
        guard let hash = try? Hex.decode(session.id),
            let row = try connection.first(Self.byHash(hash), { try SessionRow($0) }),
            SignInSession(row, by: keys).isLive(at: now)
        else { return nil }
        try row.end(at: now, by: keys, in: connection)
        return try insertSession(
            of: session.person,
            session.kind,
            begunAt: session.begunAt,
            endsAt: session.endsAt,
            from: origin,
            at: now,
            in: connection
        )
    }

    private func insertSession(
        of person: PersonID,
        _ kind: SignInSession.Kind,
        begunAt: Timestamp,
        endsAt: Timestamp,
        from origin: SignInOrigin,
        at now: Timestamp,
        in connection: Connection
    ) throws -> NewSession {
        let secret = Base64URL.encode(Random.bytes(32))
        let row = SessionRow(
            hash: SHA256.hash(Array(secret.utf8)),
            person: person,
            kind: kind,
            begunAt: begunAt,
            endsAt: endsAt,
            origin: origin,
            browserHash: try KeyedHash.of(origin.browser.text, for: .browser, by: keys),
            at: now
        )
        try row.insert(by: keys, in: connection)
        guard let kept = try connection.first(Self.byHash(row.hash), { try SessionRow($0) }) else {
            throw StoreError.notKept
        }
        return NewSession(secret: secret, session: SignInSession(kept, by: keys))
    }

    /// Whether a person has signed in with a browser, as far as sessions are kept.
    func isKnown(
        _ browser: BrowserSecret,
        to person: PersonID,
        in connection: Connection
    ) throws -> Bool {
        let hashes = try KeyedHash.all(of: browser.text, for: .browser, by: keys)
        return try connection.first(
            """
            SELECT 1
            FROM session
            WHERE person = \(person) AND browser_mac IN (\(list: hashes))
            LIMIT 1
            """
        ) { _ in true } ?? false
    }

    /// The hash of a cookie's value; nil, without any look-up, for a text that cannot be a secret.
    private static func hash(ofSecret secret: String) -> [UInt8]? {
        guard secret.utf8.count == 43 else { return nil }
        return SHA256.hash(Array(secret.utf8))
    }
}
