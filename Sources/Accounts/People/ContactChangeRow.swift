import Persian
import Store
import VerifyCore

/// A row of `contact_change` as the database has it, before its seal is checked.
struct ContactChangeRow: Sendable {
    let id: String
    let person: String
    let kind: String
    let way: String
    /// The claim that reported the loss.
    let claim: String?
    var oldValue: [UInt8]?
    var newValue: [UInt8]
    let askedAt: String
    let effectiveAt: String
    var doneAt: String?
    var cancelledAt: String?
    let seal: [UInt8]

    static let columns: SQL = """
        id, person, kind, way, claim, old_value, new_value, asked_at, effective_at, done_at,
        cancelled_at, seal
        """

    static let oldColumn = EncryptedColumn(table: "contact_change", column: "old_value")
    static let newColumn = EncryptedColumn(table: "contact_change", column: "new_value")

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        person = try row.text(1)
        kind = try row.text(2)
        way = try row.text(3)
        claim = try row.optionalText(4)
        oldValue = try row.optionalBlob(5)
        newValue = try row.blob(6)
        askedAt = try row.text(7)
        effectiveAt = try row.text(8)
        doneAt = try row.optionalText(9)
        cancelledAt = try row.optionalText(10)
        seal = try row.blob(11)
    }

    /// A new change; both contacts have the same channel.
    init(
        of person: PersonID,
        from old: Contact?,
        to new: Contact,
        claim: PersonID?,
        at now: Timestamp,
        effectiveAt: Timestamp,
        by keys: Keyring
    ) throws {
        id = RandomID.make()
        self.person = person.description
        kind = new.channel == .sms ? "mobile" : "email"
        way = claim == nil ? "change" : "loss"
        self.claim = claim?.description
        oldValue = try Self.oldColumn.seal(old?.text, row: id, by: keys)
        newValue = try Self.newColumn.seal(Array(new.text.utf8), row: id, by: keys)
        askedAt = now.description
        self.effectiveAt = effectiveAt.description
        seal = []
    }

    /// The channel of both contacts.
    var channel: AccountMessage.Channel { kind == "mobile" ? .sms : .email }

    /// Whether the new contact is taken over only at `effectiveAt`.
    var isLoss: Bool { way == "loss" }

    /// Decrypts the former contact.
    func old(by keys: Keyring) throws -> Contact? {
        try Self.oldColumn.text(oldValue, row: id, by: keys)
            .flatMap { Contact(channel: channel, stored: $0) }
    }

    /// Decrypts the new contact.
    func new(by keys: Keyring) throws -> Contact? {
        try Self.newColumn.text(newValue, row: id, by: keys)
            .flatMap { Contact(channel: channel, stored: $0) }
    }

    /// What the seal covers: all columns.
    var statement: RowStatement {
        RowStatement(
            .contactChange,
            .text(id),
            .text(person),
            .text(kind),
            .text(way),
            .init(claim),
            .init(oldValue),
            .bytes(newValue),
            .text(askedAt),
            .text(effectiveAt),
            .init(doneAt),
            .init(cancelledAt)
        )
    }

    /// Inserts the row with its seal.
    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO contact_change (\(Self.columns))
            VALUES (
                \(id), \(person), \(kind), \(way), \(claim), \(oldValue), \(newValue), \(askedAt),
                \(effectiveAt), \(doneAt), \(cancelledAt), \(try keys.requiredSeal(statement))
            )
            """
        )
    }

    /// Writes the end of the change with a new seal; false when another transaction did so before.
    func update(by keys: Keyring, in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE contact_change
            SET
                done_at = \(doneAt), cancelled_at = \(cancelledAt),
                seal = \(try keys.requiredSeal(statement))
            WHERE id = \(id) AND seal = \(seal)
            """
        ) == 1
    }
}
