import Persian
import Store
import VerifyCore

/// A row of `session` as the database has it, before its seal is checked.
struct SessionRow: Sendable {
    /// The SHA-256 of the secret: 256 random bits need no slow hash.
    let hash: [UInt8]
    let person: String
    let kind: String
    let begunAt: String
    /// When the last request came, at most a minute late; the seal does not cover it.
    let seenAt: String
    let endsAt: String
    let provedAt: String
    let agent: String
    let network: String
    let browserHash: [UInt8]
    var endedAt: String?
    let seal: [UInt8]

    static let columns: SQL = """
        id_hash, person, kind, begun_at, seen_at, ends_at, proved_at, agent, network, browser_mac,
        ended_at, seal
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        hash = try row.blob(0)
        person = try row.text(1)
        kind = try row.text(2)
        begunAt = try row.text(3)
        seenAt = try row.text(4)
        endsAt = try row.text(5)
        provedAt = try row.text(6)
        agent = try row.text(7)
        network = try row.text(8)
        browserHash = try row.blob(9)
        endedAt = try row.optionalText(10)
        seal = try row.blob(11)
    }

    /// A row with all of its parts.
    init(
        hash: [UInt8],
        person: PersonID,
        kind: SignInSession.Kind,
        begunAt: Timestamp,
        endsAt: Timestamp,
        origin: SignInOrigin,
        browserHash: [UInt8],
        at now: Timestamp
    ) {
        self.hash = hash
        self.person = person.description
        self.kind = kind.rawValue
        self.begunAt = begunAt.description
        seenAt = now.description
        self.endsAt = endsAt.description
        provedAt = now.description
        agent = origin.agent
        network = origin.network
        self.browserHash = browserHash
        seal = []
    }

    /// What the seal covers: all columns but `seen_at`, which is written without the keyring.
    var statement: RowStatement {
        RowStatement(
            .signInSession,
            .bytes(hash),
            .text(person),
            .text(kind),
            .text(begunAt),
            .text(endsAt),
            .text(provedAt),
            .text(agent),
            .text(network),
            .bytes(browserHash),
            .init(endedAt)
        )
    }

    /// Inserts the row with its seal.
    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO session (\(Self.columns))
            VALUES (
                \(hash), \(person), \(kind), \(begunAt), \(seenAt), \(endsAt), \(provedAt),
                \(agent), \(network), \(browserHash), \(endedAt),
                \(try keys.requiredSeal(statement))
            )
            """
        )
    }

    /// Ends the session; a row that was edited is sealed as it is, since an ended session permits nothing.
    func end(at now: Timestamp, by keys: Keyring, in connection: Connection) throws {
        var ended = self
        ended.endedAt = now.description
        try connection.execute(
            """
            UPDATE session
            SET ended_at = \(ended.endedAt), seal = \(try keys.requiredSeal(ended.statement))
            WHERE id_hash = \(hash)
            """
        )
    }
}
