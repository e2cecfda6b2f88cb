import Persian
import Store
import VerifyCore

/// A row of `credential` as the database has it, before its seal is checked.
struct CredentialRow: Sendable {
    let id: String
    let person: String
    let kind: String
    /// Encrypted: salt and scrypt hash of a password, the secret of an authenticator, the SHA-256 of a recovery code.
    var secret: [UInt8]
    /// The step of the last accepted code of an authenticator; the seal does not cover it.
    let lastStep: Int64?
    let createdAt: String
    /// When the quarantine ends.
    let effectiveAt: String
    var revokedAt: String?
    let seal: [UInt8]

    /// The kinds of credentials.
    enum Kind: String, SQLBindable {
        case password
        case totp
        case recovery
    }

    static let columns: SQL = """
        id, person, kind, secret, last_step, created_at, effective_at, revoked_at, seal
        """

    static let secretColumn = EncryptedColumn(table: "credential", column: "secret")

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        person = try row.text(1)
        kind = try row.text(2)
        secret = try row.blob(3)
        lastStep = try row.optionalInt(4)
        createdAt = try row.text(5)
        effectiveAt = try row.text(6)
        revokedAt = try row.optionalText(7)
        seal = try row.blob(8)
    }

    /// A new credential.
    init(
        _ kind: Kind,
        secret plain: [UInt8],
        lastStep: Int64? = nil,
        of person: PersonID,
        at now: Timestamp,
        effectiveAt: Timestamp,
        by keys: Keyring
    ) throws {
        id = RandomID.make()
        self.person = person.description
        self.kind = kind.rawValue
        secret = try Self.secretColumn.seal(plain, row: id, by: keys)
        self.lastStep = lastStep
        createdAt = now.description
        self.effectiveAt = effectiveAt.description
        seal = []
    }

    /// Decrypts the secret; nil for one that was changed or moved.
    func opened(by keys: Keyring) throws -> [UInt8]? {
        try Self.secretColumn.open(secret, row: id, by: keys)
    }

    /// What the seal covers: all columns but `last_step`, which is raised by compare-and-swap.
    var statement: RowStatement {
        RowStatement(
            .credential,
            .text(id),
            .text(person),
            .text(kind),
            .bytes(secret),
            .text(createdAt),
            .text(effectiveAt),
            .init(revokedAt)
        )
    }

    /// Inserts the row with its seal.
    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO credential (\(Self.columns))
            VALUES (
                \(id), \(person), \(kind), \(secret), \(lastStep), \(createdAt), \(effectiveAt),
                \(revokedAt), \(try keys.requiredSeal(statement))
            )
            """
        )
    }

    /// Revokes the credential; false when another transaction did so before.
    func revoke(at now: Timestamp, by keys: Keyring, in connection: Connection) throws -> Bool {
        var row = self
        row.revokedAt = now.description
        return try connection.execute(
            """
            UPDATE credential
            SET revoked_at = \(row.revokedAt), seal = \(try keys.requiredSeal(row.statement))
            WHERE id = \(id) AND seal = \(seal) AND revoked_at IS NULL
            """
        ) == 1
    }
}

extension SignIn {
    /// The credentials of a person that are in force, of one kind or of all, with intact seals.
    func credentials(
        of person: PersonID,
        _ kind: CredentialRow.Kind? = nil,
        in connection: Connection
    ) throws -> [CredentialRow] {
        try connection.all(
            """
            SELECT \(CredentialRow.columns)
            FROM credential
            WHERE person = \(person) AND revoked_at IS NULL
            ORDER BY id
            """
        ) { try CredentialRow($0) }
        .filter { kind == nil || $0.kind == kind?.rawValue }
        .filter { try people.isIntact($0.statement, $0.seal, table: "credential") }
    }

    /// Whether a person signs in with a password, as staff do; then no code is sent.
    func hasPassword(_ person: PersonID, in connection: Connection) throws -> Bool {
        try connection.first(
            """
            SELECT 1
            FROM credential
            WHERE person = \(person) AND kind = \(CredentialRow.Kind.password)
                AND revoked_at IS NULL
            LIMIT 1
            """
        ) { _ in true } ?? false
    }
}
