import Persian
import Store
import VerifyCore

/// What a one-time code, or a wait for a second factor, is for.
enum ChallengePurpose: String, Sendable {
    /// Proves the contact of a claim.
    case claim
    /// Signs a citizen in.
    case signIn = "sign-in"
    /// Waits for the birth date after a long silence.
    case rematch
    /// Proves a factor again in a session.
    case stepUp = "step-up"
    /// Proves a new contact.
    case contactChange = "contact-change"
    /// Waits for the second factor of a member of staff.
    case secondFactor = "second-factor"

    /// What the message names; nil for a challenge without a code.
    var codeUse: AccountEvent.CodeUse? {
        switch self {
        case .claim: .claim
        case .signIn: .signIn
        case .stepUp: .stepUp
        case .contactChange: .contact
        case .rematch, .secondFactor: nil
        }
    }
}

/// A row of `challenge` as the database has it, before its seal is checked.
struct ChallengeRow: Sendable {
    let id: String
    let purpose: String
    /// The person; nil for a decoy, which no code solves.
    let person: String?
    /// The keyed hash of the contact, for the budgets.
    let contact: [UInt8]
    /// A contact that the code proves, encrypted; nil when it is the person's.
    let newContact: [UInt8]?
    let codeHash: [UInt8]
    let browserHash: [UInt8]
    let networkHash: [UInt8]
    /// Whether the person had signed in with this browser before.
    let isKnown: Bool
    /// Whether the budgets allowed a message, or would have for a decoy.
    let isSent: Bool
    var tries: Int64
    let createdAt: String
    let expiresAt: String
    var usedAt: String?
    let seal: [UInt8]

    static let columns: SQL = """
        id, purpose, person, contact, new_contact, code_mac, browser_mac, network_mac, known, sent,
        tries, created_at, expires_at, used_at, seal
        """

    static let newContactColumn = EncryptedColumn(table: "challenge", column: "new_contact")

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        purpose = try row.text(1)
        person = try row.optionalText(2)
        contact = try row.blob(3)
        newContact = try row.optionalBlob(4)
        codeHash = try row.blob(5)
        browserHash = try row.blob(6)
        networkHash = try row.blob(7)
        isKnown = try row.bool(8)
        isSent = try row.bool(9)
        tries = try row.int(10)
        createdAt = try row.text(11)
        expiresAt = try row.text(12)
        usedAt = try row.optionalText(13)
        seal = try row.blob(14)
    }

    /// A row with all of its parts.
    init(
        id: String,
        purpose: ChallengePurpose,
        person: PersonID?,
        contact: [UInt8],
        newContact: [UInt8]?,
        codeHash: [UInt8],
        browserHash: [UInt8],
        networkHash: [UInt8],
        isKnown: Bool,
        isSent: Bool,
        at now: Timestamp
    ) {
        self.id = id
        self.purpose = purpose.rawValue
        self.person = person?.description
        self.contact = contact
        self.newContact = newContact
        self.codeHash = codeHash
        self.browserHash = browserHash
        self.networkHash = networkHash
        self.isKnown = isKnown
        self.isSent = isSent
        tries = 0
        createdAt = now.description
        expiresAt = now.adding(seconds: SignIn.codeSeconds).description
        seal = []
    }

    /// What the seal covers: all columns.
    var statement: RowStatement {
        RowStatement(
            .challenge,
            .text(id),
            .text(purpose),
            .init(person),
            .bytes(contact),
            .init(newContact),
            .bytes(codeHash),
            .bytes(browserHash),
            .bytes(networkHash),
            .integer(isKnown ? 1 : 0),
            .integer(isSent ? 1 : 0),
            .integer(tries),
            .text(createdAt),
            .text(expiresAt),
            .init(usedAt)
        )
    }

    /// Inserts the row with its seal.
    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO challenge (\(Self.columns))
            VALUES (
                \(id), \(purpose), \(person), \(contact), \(newContact), \(codeHash),
                \(browserHash), \(networkHash), \(isKnown), \(isSent), \(tries), \(createdAt),
                \(expiresAt), \(usedAt), \(try keys.requiredSeal(statement))
            )
            """
        )
    }

    /// Writes tries and use with a new seal; false when another transaction did so before.
    func update(by keys: Keyring, in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE challenge
            SET tries = \(tries), used_at = \(usedAt), seal = \(try keys.requiredSeal(statement))
            WHERE id = \(id) AND seal = \(seal)
            """
        ) == 1
    }
}
