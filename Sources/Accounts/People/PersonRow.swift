import Persian
import Store
import VerifyCore

/// A row of `person` as the database has it, before its seal is checked.
struct PersonRow: Sendable {
    let id: String
    var level: Int64
    var name: PersonName
    var searchKey: String
    var sortKey: [UInt8]
    var birthDate: String
    var mobile: [UInt8]?
    var mobileHash: [UInt8]?
    var mobileProvenAt: String?
    var email: [UInt8]?
    var emailHash: [UInt8]?
    var emailProvenAt: String?
    var formerNames: [UInt8]?
    var isDeceased: Bool
    var joinedInto: String?
    var isAbroad: Bool
    var language: String
    let createdAt: String
    var blockedAt: String?
    let seal: [UInt8]

    static let columns: SQL = """
        id, level, first_fa, last_fa, first_en, last_en, search_key, sort_key, birth_date, mobile,
        mobile_mac, mobile_proven_at, email, email_mac, email_proven_at, former_names, deceased,
        joined_into, abroad, language, created_at, blocked_at, seal
        """

    static let mobileColumn = EncryptedColumn(table: "person", column: "mobile")
    static let emailColumn = EncryptedColumn(table: "person", column: "email")
    static let formerNamesColumn = EncryptedColumn(table: "person", column: "former_names")

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        level = try row.int(1)
        name = PersonName(
            stored: try row.text(2),
            try row.text(3),
            try row.text(4),
            try row.text(5)
        )
        searchKey = try row.text(6)
        sortKey = try row.blob(7)
        birthDate = try row.text(8)
        mobile = try row.optionalBlob(9)
        mobileHash = try row.optionalBlob(10)
        mobileProvenAt = try row.optionalText(11)
        email = try row.optionalBlob(12)
        emailHash = try row.optionalBlob(13)
        emailProvenAt = try row.optionalText(14)
        formerNames = try row.optionalBlob(15)
        isDeceased = try row.bool(16)
        joinedInto = try row.optionalText(17)
        isAbroad = try row.bool(18)
        language = try row.text(19)
        createdAt = try row.text(20)
        blockedAt = try row.optionalText(21)
        seal = try row.blob(22)
    }

    /// The row of a new person, without contacts.
    init(_ draft: PersonDraft, id: PersonID, level: Person.Level, at now: Timestamp) {
        self.id = id.description
        self.level = Int64(level.rawValue)
        name = draft.name
        searchKey = draft.name.searchKey
        sortKey = draft.name.sortKey
        birthDate = draft.birthDate.description
        isDeceased = false
        isAbroad = draft.isAbroad
        language = draft.language.rawValue
        createdAt = now.description
        seal = []
    }

    /// Sets a contact, encrypted, and when it was proven.
    mutating func set(_ contact: Contact, provenAt: Timestamp?, by keys: Keyring) throws {
        let hash = try KeyedHash.of(contact.text, for: .contact, by: keys)
        switch contact {
        case .mobile:
            mobile = try Self.mobileColumn.seal(contact.text, row: id, by: keys)
            (mobileHash, mobileProvenAt) = (hash, provenAt?.description)
        case .email:
            email = try Self.emailColumn.seal(contact.text, row: id, by: keys)
            (emailHash, emailProvenAt) = (hash, provenAt?.description)
        }
    }

    /// Removes the contact of a channel.
    mutating func remove(_ channel: AccountMessage.Channel) {
        switch channel {
        case .sms: (mobile, mobileHash, mobileProvenAt) = (nil, nil, nil)
        case .email: (email, emailHash, emailProvenAt) = (nil, nil, nil)
        }
    }

    /// What the seal covers: all columns.
    var statement: RowStatement {
        RowStatement(
            .person,
            .text(id),
            .integer(level),
            .text(name.firstFa),
            .text(name.lastFa),
            .text(name.firstEn),
            .text(name.lastEn),
            .text(searchKey),
            .bytes(sortKey),
            .text(birthDate),
            .init(mobile),
            .init(mobileHash),
            .init(mobileProvenAt),
            .init(email),
            .init(emailHash),
            .init(emailProvenAt),
            .init(formerNames),
            .integer(isDeceased ? 1 : 0),
            .init(joinedInto),
            .integer(isAbroad ? 1 : 0),
            .text(language),
            .text(createdAt),
            .init(blockedAt)
        )
    }

    /// Inserts the row with its seal.
    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO person (\(Self.columns))
            VALUES (
                \(id), \(level), \(name.firstFa), \(name.lastFa), \(name.firstEn),
                \(name.lastEn), \(searchKey), \(sortKey), \(birthDate), \(mobile),
                \(mobileHash), \(mobileProvenAt), \(email), \(emailHash), \(emailProvenAt),
                \(formerNames), \(isDeceased), \(joinedInto), \(isAbroad), \(language),
                \(createdAt), \(blockedAt), \(try keys.requiredSeal(statement))
            )
            """
        )
    }

    /// Writes the row with a new seal, if it is still as it was read.
    ///
    /// - Throws: `StoreError.conflict` when another transaction changed it.
    func update(by keys: Keyring, in connection: Connection) throws {
        let changed = try connection.execute(
            """
            UPDATE person
            SET
                level = \(level), first_fa = \(name.firstFa), last_fa = \(name.lastFa),
                first_en = \(name.firstEn), last_en = \(name.lastEn),
                search_key = \(searchKey), sort_key = \(sortKey), birth_date = \(birthDate),
                mobile = \(mobile), mobile_mac = \(mobileHash),
                mobile_proven_at = \(mobileProvenAt), email = \(email),
                email_mac = \(emailHash), email_proven_at = \(emailProvenAt),
                former_names = \(formerNames), deceased = \(isDeceased),
                joined_into = \(joinedInto), abroad = \(isAbroad), language = \(language),
                blocked_at = \(blockedAt), seal = \(try keys.requiredSeal(statement))
            WHERE id = \(id) AND seal = \(seal)
            """
        )
        guard changed == 1 else { throw StoreError.conflict }
    }
}

extension Keyring {
    /// Returns the seal of a row.
    ///
    /// - Throws: `AccountsError.noActiveKey`.
    func requiredSeal(_ statement: RowStatement) throws -> [UInt8] {
        guard let seal = seal(statement) else { throw AccountsError.noActiveKey }
        return seal
    }
}
