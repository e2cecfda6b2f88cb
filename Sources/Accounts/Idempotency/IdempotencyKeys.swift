package import Persian
package import Store
package import VerifyCore

/// The responses to requests that carry an `Idempotency-Key`: a request that is sent twice is done once.
///
/// A request begins (`.run`) and does its work; its response is kept in the transaction of the work. The work
/// therefore happens once, even when a process that was taken for dead continues. Every later request of the
/// same owner, key and fingerprint gets that response again. A response is bytes here, in any form that the
/// caller reads back.
package struct IdempotencyKeys: Sendable {
    let database: Database
    /// Its data key seals the responses.
    let keyring: LiveKeyring
    /// The name of this run of this program, which no other run has.
    let instance: String

    /// How long a run without a heartbeat blocks its key, in seconds.
    package static let lease: Int64 = 10
    /// How often a run writes a heartbeat, in seconds.
    package static let heartbeat: Int64 = 3
    /// The most characters of a key.
    package static let keyLimit = 255

    /// Keys kept in a database, on behalf of one run of a program.
    package init(database: Database, keyring: LiveKeyring, instance: String) {
        self.database = database
        self.keyring = keyring
        self.instance = instance
    }

    /// What a request with a key should do.
    package enum Beginning: Sendable, Equatable {
        /// Do the work and `keep` the response with it, or `finish` with a refusal, or `abandon`; until then
        /// `renew` every `heartbeat`.
        case run
        /// Send this response, which was kept.
        case replay([UInt8])
        /// Another request with the key has not finished yet.
        case inFlight
        /// The key was used with another request.
        case differentRequest
        /// The request was done, and its response can no longer be read: it is not done again.
        case answerLost
    }
}

extension IdempotencyKeys {
    /// A request with a key, as one arrival of it.
    ///
    /// `owner` names the client, so that two clients may use one key; `fingerprint` is a SHA-256 of method,
    /// path and body; `arrival` is a name that no other request of this run of the program has. A key of
    /// another form throws `AccountsError.idempotencyKey`.
    package func request(
        key: String,
        owner: String,
        fingerprint: [UInt8],
        arrival: String
    ) throws -> KeyedRequest {
        guard (1...Self.keyLimit).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw AccountsError.idempotencyKey }
        return KeyedRequest(
            key: key,
            owner: owner,
            fingerprint: fingerprint,
            holder: "\(instance)/\(arrival)"
        )
    }

    /// Begins a request.
    ///
    /// - Throws: `MissingKey` where the response was sealed by a key that is not in the keyring.
    package func begin(_ request: KeyedRequest, at now: Timestamp) async throws -> Beginning {
        let run = Run(request: request, leaseUntil: now.adding(seconds: Self.lease), now: now)
        switch try await database.write({ try run.begin(in: $0) }) {
        case .run: return .run
        case .inFlight: return .inFlight
        case .differentRequest: return .differentRequest
        case .done(let sealed):
            return try open(sealed, for: request).map(Beginning.replay) ?? .answerLost
        }
    }

    /// Writes the heartbeat of a request that is still running.
    ///
    /// It has a separate row: in the row of the key it would conflict with the work's transaction, which
    /// would then have to run again.
    package func renew(_ request: KeyedRequest, at now: Timestamp) async throws {
        let end = now.adding(seconds: Self.lease).description
        let beat: SQL = """
            INSERT INTO idempotency_heartbeat (instance, lease_until)
            VALUES (\(request.holder), \(end))
            ON CONFLICT (instance) DO UPDATE SET lease_until = excluded.lease_until
            """
        try await database.write { _ = try $0.execute(beat) }
    }

    /// Keeps the response to a request in the transaction that does its work.
    ///
    /// - Throws: `KeyTakenOver`, which rolls the work back, when another arrival has taken the key over.
    package func keep(
        _ response: [UInt8],
        of request: KeyedRequest,
        in connection: Connection
    ) throws {
        let kept = try connection.execute(
            """
            UPDATE idempotency_key
            SET status = \(Self.isDone), headers = \(""), body = \(try seal(response, for: request))
            WHERE \(request.isHeld)
            """
        )
        guard kept == 1 else { throw KeyTakenOver() }
    }

    /// The value of the column `status` in the row of a request that was done.
    ///
    /// Any value means this; former versions wrote the HTTP status, which the sealed response contains.
    private static let isDone: Int64 = 1

    /// Keeps the response to a request that wrote nothing else.
    ///
    /// - Throws: `KeyTakenOver` as `keep` does.
    package func finish(_ request: KeyedRequest, with response: [UInt8]) async throws {
        try await database.write { try keep(response, of: request, in: $0) }
    }

    /// Deletes a request that failed in a way that a repetition may not meet.
    package func abandon(_ request: KeyedRequest) async throws {
        let delete: SQL = "DELETE FROM idempotency_key WHERE \(request.isHeld)"
        try await database.write { _ = try $0.execute(delete) }
    }

    /// Deletes the requests that former runs of the program began and did not finish; returns their number.
    ///
    /// Call it once at the start, where no other run shares the database (SQLite). On PostgreSQL the leases
    /// expire instead.
    @discardableResult
    package func clearFormer() async throws -> Int {
        let delete: SQL = """
            DELETE FROM idempotency_key
            WHERE status IS NULL AND instance NOT LIKE \("\(instance)/%")
            """
        return try await database.write { try $0.execute(delete) }
    }

    /// Deletes the requests that began before a time and are no longer running; returns their number.
    @discardableResult
    package func sweep(before moment: Timestamp) async throws -> Int {
        let moment = moment.description
        return try await database.write { connection in
            try connection.execute(
                "DELETE FROM idempotency_heartbeat WHERE lease_until < \(moment)"
            )
            return try connection.execute(
                """
                DELETE FROM idempotency_key
                WHERE created_at < \(moment)
                    AND (status IS NOT NULL OR lease_until < \(moment))
                """
            )
        }
    }
}
