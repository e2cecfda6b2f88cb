import Persian
import Store

extension IdempotencyKeys {
    /// One attempt to begin a request.
    struct Run: Sendable {
        let request: KeyedRequest
        let leaseUntil: Timestamp
        let now: Timestamp
    }

    /// What the table says of an attempt.
    enum Standing: Sendable {
        case run
        /// It was done; the answer, sealed.
        case done([UInt8])
        case inFlight
        case differentRequest
    }
}

extension IdempotencyKeys.Run {
    private var key: String { request.key }
    private var owner: String { request.owner }
    private var fingerprint: [UInt8] { request.fingerprint }

    /// Takes the key, or says who has it.
    func begin(in connection: Connection) throws -> IdempotencyKeys.Standing {
        if try insert(in: connection) { return .run }
        guard let found = try find(in: connection) else {
            throw StoreError.conflict
        }
        guard found.fingerprint == fingerprint else { return .differentRequest }
        if let answer = found.answer { return .done(answer) }
        // RFC 3339 texts in UTC sort as the moments do.
        guard found.leaseUntil < now.description,
            try !isHeard(of: found.holder, in: connection)
        else { return .inFlight }
        return try takeOver(found, in: connection) ? .run : .inFlight
    }

    private func insert(in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO idempotency_key
                (owner, key, fingerprint, instance, lease_until, created_at)
            VALUES (
                \(owner), \(key), \(fingerprint), \(request.holder),
                \(leaseUntil.description), \(now.description)
            )
            ON CONFLICT (owner, key) DO NOTHING
            """
        ) == 1
    }

    private struct Found {
        let fingerprint: [UInt8]
        let holder: String
        let leaseUntil: String
        let answer: [UInt8]?
    }

    private func find(in connection: Connection) throws -> Found? {
        try connection.first(
            """
            SELECT fingerprint, instance, lease_until, body
            FROM idempotency_key
            WHERE owner = \(owner) AND key = \(key)
            """
        ) { row in
            Found(
                fingerprint: try row.blob(0),
                holder: try row.text(1),
                leaseUntil: try row.text(2),
                answer: try row.optionalBlob(3)
            )
        }
    }

    /// Whether a run that has been at work for long says that it is alive.
    private func isHeard(of holder: String, in connection: Connection) throws -> Bool {
        try connection.first(
            """
            SELECT 1
            FROM idempotency_heartbeat
            WHERE instance = \(holder) AND lease_until >= \(now.description)
            """
        ) { _ in true } ?? false
    }

    /// Takes the key of a run that was not heard of for the length of its lease.
    private func takeOver(_ found: Found, in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE idempotency_key
            SET instance = \(request.holder), lease_until = \(leaseUntil.description)
            WHERE owner = \(owner) AND key = \(key) AND status IS NULL
                AND instance = \(found.holder) AND lease_until = \(found.leaseUntil)
            """
        ) == 1
    }
}
