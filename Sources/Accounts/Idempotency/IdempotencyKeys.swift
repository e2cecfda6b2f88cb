package import Persian
package import Store
package import VerifyCore

/// The answers to requests that carry an `Idempotency-Key`: asked twice, done once.
///
/// A request begins (`.run`) and does its work; the answer is kept in the very transaction of the work,
/// which so happens once, whoever was taken for dead meanwhile. Every later request of the same owner, key
/// and fingerprint gets that answer again.
package struct IdempotencyKeys: Sendable {
    let database: Database
    /// Its data key seals the answers.
    let keyring: LiveKeyring
    /// This run of this program, told from all others.
    let instance: String

    /// How long a run that is not heard of blocks its key, in seconds.
    package static let lease: Int64 = 10
    /// How often a run says that it is alive, in seconds.
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
        /// Do the work and `keep` the answer with it, or `finish` with a refusal, or `abandon`; until then
        /// `renew` every `heartbeat`.
        case run
        /// Send this, which was the answer.
        case replay(StoredResponse)
        /// Another request with the key has not finished yet.
        case inFlight
        /// The key was used with another request.
        case differentRequest
        /// The request was done, and its answer cannot be read any more: it is not done again.
        case answerLost
    }

    /// An answer that was given.
    package struct StoredResponse: Sendable, Equatable {
        /// The HTTP status.
        package let status: Int
        /// The headers that belong to the answer, `location` for one; names in lower case.
        package let headers: [String: String]
        /// The bytes that were answered.
        package let body: [UInt8]

        /// An answer to be given again.
        package init(status: Int, headers: [String: String] = [:], body: [UInt8]) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }
}

extension IdempotencyKeys {
    /// A request with a key, as one arrival of it.
    ///
    /// `owner` is who sent it, so that two clients may use one key; `fingerprint` is a SHA-256 of
    /// method, path and body; `arrival` tells this request from every other one of this run of the program.
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
    /// Throws `MissingKey` where the answer was sealed by a key that is not here.
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

    /// Says that a request still runs.
    ///
    /// Not in the row of the key: the work's own transaction, however long it takes, must not meet a
    /// heartbeat there and be run again for it.
    package func renew(_ request: KeyedRequest, at now: Timestamp) async throws {
        let end = now.adding(seconds: Self.lease).description
        let beat: SQL = """
            INSERT INTO idempotency_heartbeat (instance, lease_until)
            VALUES (\(request.holder), \(end))
            ON CONFLICT (instance) DO UPDATE SET lease_until = excluded.lease_until
            """
        try await database.write { _ = try $0.execute(beat) }
    }

    /// Keeps the answer of a request in the transaction that does its work.
    ///
    /// Throws `KeyTakenOver`, and so undoes the work, when the key is somebody else's by now.
    package func keep(
        _ response: StoredResponse,
        of request: KeyedRequest,
        in connection: Connection
    ) throws {
        let kept = try connection.execute(
            """
            UPDATE idempotency_key
            SET status = \(response.status), headers = \(""), body = \(try seal(response, for: request))
            WHERE \(request.isHeld)
            """
        )
        guard kept == 1 else { throw KeyTakenOver() }
    }

    /// Keeps the answer of a request that wrote nothing else.
    ///
    /// Throws `KeyTakenOver` as `keep` does.
    package func finish(_ request: KeyedRequest, with response: StoredResponse) async throws {
        try await database.write { try keep(response, of: request, in: $0) }
    }

    /// Forgets a request that ran and failed in a way that a repetition may mend.
    package func abandon(_ request: KeyedRequest) async throws {
        let delete: SQL = "DELETE FROM idempotency_key WHERE \(request.isHeld)"
        try await database.write { _ = try $0.execute(delete) }
    }

    /// Forgets what former runs of the program began and never finished; returns how many.
    ///
    /// To be called once at the start, where no other run shares the database (SQLite); elsewhere the
    /// leases end by themselves.
    @discardableResult
    package func clearFormer() async throws -> Int {
        let delete: SQL = """
            DELETE FROM idempotency_key
            WHERE status IS NULL AND instance NOT LIKE \("\(instance)/%")
            """
        return try await database.write { try $0.execute(delete) }
    }

    /// Forgets what began before a moment and is no longer running; returns how many.
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
