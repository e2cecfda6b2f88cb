import Persian
import Store

extension IdempotencyKeys {
    /// One attempt to begin a request.
    struct Run: Sendable {
        let request: KeyedRequest
        let leaseUntil: Timestamp
        let now: Timestamp
    }

    /// The state of the key that an attempt found.
    enum Standing: Sendable {
        case run
        /// The request was done; its sealed response.
        case done([UInt8])
        case inFlight
        case differentRequest
    }
}

extension IdempotencyKeys.Run {
    private var key: String { request.key }
    private var owner: String { request.owner }
    private var fingerprint: [UInt8] { request.fingerprint }

    /// Takes the key, or returns the state in which it is.
    func begin(in connection: Connection) throws -> IdempotencyKeys.Standing {
        if try insert(in: connection) { return .run }
        guard let found = try find(in: connection) else {
            throw StoreError.conflict
        }
        guard found.fingerprint == fingerprint else { return .differentRequest }
        if let response = found.response { return .done(response) }
        // RFC 3339 texts in UTC sort as the moments do.
        guard found.leaseUntil < now.description,
            try !hasHeartbeat(found.holder, in: connection)
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
        let response: [UInt8]?
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
                response: try row.optionalBlob(3)
            )
        }
    }

    /// Whether the run of a holder has written a heartbeat within its lease.
    private func hasHeartbeat(_ holder: String, in connection: Connection) throws -> Bool {
        try connection.first(
            """
            SELECT 1
            FROM idempotency_heartbeat
            WHERE instance = \(holder) AND lease_until >= \(now.description)
            """
        ) { _ in true } ?? false
    }

    /// Takes the key of a run whose lease has expired without a heartbeat.
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
