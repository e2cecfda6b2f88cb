package import Persian
package import Store
package import VerifyCore

/// The answers to requests that carry an `Idempotency-Key`: asked twice, done once.
///
/// A request begins (`.run`), does its work and finishes with the answer, which every later request of
/// the same owner, key and fingerprint gets again. The work itself must bear being repeated: whoever is
/// killed between work and finish does it again after the restart.
package struct IdempotencyKeys: Sendable {
    let database: Database
    /// Its data key seals the answers.
    let keyring: LiveKeyring
    /// This run of this program, told from all others.
    let instance: String

    /// How long a run that says nothing blocks its key, in seconds; longer than any request may take.
    package static let lease: Int64 = 300
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
        /// Do the work, then `finish` or `abandon`.
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
    /// Begins a request.
    ///
    /// `owner` is who sent it, so that two clients may use one key; `fingerprint` is a SHA-256 of
    /// method, path and body.
    package func begin(
        key: String,
        owner: String,
        fingerprint: [UInt8],
        at now: Timestamp
    ) async throws -> Beginning {
        guard (1...Self.keyLimit).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw AccountsError.idempotencyKey }
        let place = Place(key: key, owner: owner, fingerprint: fingerprint)
        let run = Run(
            place: place,
            instance: instance,
            leaseUntil: now.adding(seconds: Self.lease),
            now: now
        )
        switch try await database.write({ try run.begin(in: $0) }) {
        case .run: return .run
        case .inFlight: return .inFlight
        case .differentRequest: return .differentRequest
        case .done(let sealed): return open(sealed, for: place).map(Beginning.replay) ?? .answerLost
        }
    }

    /// Keeps the answer of a request that ran.
    ///
    /// `fingerprint` is that of `begin`. A run whose lease was over and whose key somebody else took keeps
    /// nothing.
    package func finish(
        key: String,
        owner: String,
        fingerprint: [UInt8],
        response: StoredResponse
    ) async throws {
        let place = Place(key: key, owner: owner, fingerprint: fingerprint)
        let sealed = try seal(response, for: place)
        let update: SQL = """
            UPDATE idempotency_key
            SET status = \(response.status),
                headers = \(""),
                body = \(sealed)
            WHERE owner = \(owner) AND key = \(key) AND instance = \(instance) AND status IS NULL
            """
        try await database.write { _ = try $0.execute(update) }
    }

    /// Forgets a request that ran and failed in a way that a repetition may mend.
    package func abandon(key: String, owner: String) async throws {
        let delete: SQL = """
            DELETE FROM idempotency_key
            WHERE owner = \(owner) AND key = \(key) AND instance = \(instance) AND status IS NULL
            """
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
            WHERE status IS NULL AND instance <> \(instance)
            """
        return try await database.write { try $0.execute(delete) }
    }

    /// Forgets what began before a moment and is no longer running; returns how many.
    @discardableResult
    package func sweep(before moment: Timestamp) async throws -> Int {
        let delete: SQL = """
            DELETE FROM idempotency_key
            WHERE created_at < \(moment.description)
                AND (status IS NOT NULL OR lease_until < \(moment.description))
            """
        return try await database.write { try $0.execute(delete) }
    }
}
