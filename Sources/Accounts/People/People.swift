import Persian
package import Store
package import VerifyCore

/// The persons, and how far their identity is known.
///
/// The tables are not trusted: a reader learns names and numbers, but no contact. A writer can make neither a person nor
/// a proven number or contact, because each row is sealed under the keyring.
package struct People: Sendable {
    /// The database, for transactions of callers.
    package let database: Database
    let keyring: LiveKeyring
    let identityCheck: any IdentityCheck
    let messages: MessageHook
    let settings: PeopleSettings
    let alarm: @Sendable (PeopleAlarm) -> Void

    /// People kept in a database.
    ///
    /// `messages`: Stores a message in the transaction that causes it.
    /// `alarm`: Called for what the operator must learn.
    package init(
        database: Database,
        keyring: LiveKeyring,
        identityCheck: any IdentityCheck,
        messages: @escaping MessageHook,
        settings: PeopleSettings,
        alarm: @escaping @Sendable (PeopleAlarm) -> Void = { _ in }
    ) {
        self.database = database
        self.keyring = keyring
        self.identityCheck = identityCheck
        self.messages = messages
        self.settings = settings
        self.alarm = alarm
    }
}

extension People {
    /// Returns a person; nil for an unknown one, or one whose row was edited, which raises the alarm.
    ///
    /// - Throws: `MissingKey` when a row is sealed by a data key that only another machine has.
    package func person(_ id: PersonID) async throws -> Person? {
        try await database.read { try person(id, in: $0) }
    }

    /// Returns a person in the transaction of the caller (see `person(_:)`).
    package func person(_ id: PersonID, in connection: Connection) throws -> Person? {
        let found = try connection.first(Self.byID(id.description)) { try PersonRow($0) }
        return try found.flatMap { try value(of: $0, in: connection) }
    }

    /// Returns a person in the transaction of the caller; for nil the same rows of another person are read and discarded.
    ///
    /// An answer that must not show by its time whether an ID number is known calls it.
    func personOrDecoy(_ id: PersonID?, in connection: Connection) throws -> Person? {
        if let id { return try person(id, in: connection) }
        let other = try connection.first(
            """
            SELECT \(PersonRow.columns)
            FROM person
            WHERE id = coalesce(
                (SELECT min(id) FROM person WHERE id > \(RandomID.make())),
                (SELECT min(id) FROM person)
            )
            """
        ) { try PersonRow($0) }
        _ = try other.map { try value(of: $0, in: connection) }
        return nil
    }

    /// Returns the person of level 1 that has a number; nil when there is none.
    package func owner(of number: IDNumber, in connection: Connection) throws -> Person? {
        guard let row = try ownerNumber(number, in: connection) else { return nil }
        return try person(PersonID(row.person), in: connection)
    }

    /// Returns the persons that have a number, claims included, the owner first.
    package func persons(with number: IDNumber) async throws -> [Person] {
        try await database.read { try persons(with: number, in: $0) }
    }

    /// Returns the persons that have a number in a transaction, claims included, the owner first.
    package func persons(with number: IDNumber, in connection: Connection) throws -> [Person] {
        try claims(of: number, in: connection)
            .compactMap { try person(PersonID($0.person), in: connection) }
            .sorted { $0.level > $1.level }
    }

    /// Returns persons whose names contain every word of a text, sorted by name.
    ///
    /// `limit`: The most persons.
    package func search(_ text: String, limit: Int) async throws -> [Person] {
        let words = text.split(whereSeparator: \.isWhitespace).map { Letters.key($0) }
            .filter { !$0.isEmpty }
        guard !words.isEmpty else { return [] }
        var condition: SQL = "joined_into IS NULL"
        for word in words.prefix(6) {
            condition += " AND search_key LIKE \("%\(word.likeText)%") ESCAPE '!'"
        }
        let page: SQL = """
            SELECT \(PersonRow.columns)
            FROM person
            WHERE \(condition)
            ORDER BY sort_key, id
            LIMIT \(limit)
            """
        return try await database.read { connection in
            try connection.all(page) { try PersonRow($0) }
                .compactMap { try value(of: $0, in: connection) }
        }
    }
}

extension People {
    private static let byID = PreparedSQL { (id: String) in
        "SELECT \(PersonRow.columns) FROM person WHERE id = \(id)"
    }

    private static let numbersByPerson = PreparedSQL { (person: String) in
        """
        SELECT \(PersonNumberRow.columns)
        FROM person_number
        WHERE person = \(person)
        ORDER BY id_kind, id_country, id_number
        """
    }

    /// Returns the row of a person with an intact seal; nil for an unknown or edited one.
    func row(_ id: PersonID, in connection: Connection) throws -> PersonRow? {
        let found = try connection.first(Self.byID(id.description)) { try PersonRow($0) }
        guard let found else { return nil }
        return try isIntact(found.statement, found.seal, table: "person") ? found : nil
    }

    /// Returns the row of a person.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    func requiredRow(_ id: PersonID, in connection: Connection) throws -> PersonRow {
        guard let row = try row(id, in: connection) else { throw PeopleError.noSuchPerson }
        return row
    }

    /// Returns the proven row of a number; nil when there is none.
    func ownerNumber(_ number: IDNumber, in connection: Connection) throws -> PersonNumberRow? {
        try numberRow(
            "\(PersonNumberRow.isNumber(number)) AND proven_at IS NOT NULL AND ended_at IS NULL",
            in: connection
        )
    }

    /// Returns the row of a number of one person; nil when there is none.
    func number(
        _ number: IDNumber,
        of person: PersonID,
        in connection: Connection
    ) throws -> PersonNumberRow? {
        try numberRow(
            "person = \(person.description) AND \(PersonNumberRow.isNumber(number))",
            in: connection
        )
    }

    /// Returns the one row of a condition; nil when there is none, or it was edited.
    private func numberRow(
        _ condition: SQL,
        in connection: Connection
    ) throws -> PersonNumberRow? {
        let found = try connection.first(
            "SELECT \(PersonNumberRow.columns) FROM person_number WHERE \(condition)"
        ) { try PersonNumberRow($0) }
        guard let found else { return nil }
        return try isIntact(found.statement, found.seal, table: "person_number") ? found : nil
    }

    /// Returns every row of a number that has not ended.
    func claims(of number: IDNumber, in connection: Connection) throws -> [PersonNumberRow] {
        try connection.all(
            """
            SELECT \(PersonNumberRow.columns)
            FROM person_number
            WHERE \(PersonNumberRow.isNumber(number)) AND ended_at IS NULL
            """
        ) { try PersonNumberRow($0) }
        .filter { try isIntact($0.statement, $0.seal, table: "person_number") }
    }

    /// Returns the person of a row whose seal is intact.
    func value(of row: PersonRow, in connection: Connection) throws -> Person? {
        guard try isIntact(row.statement, row.seal, table: "person") else { return nil }
        let numbers = try connection.all(Self.numbersByPerson(row.id)) { try PersonNumberRow($0) }
            .filter { try isIntact($0.statement, $0.seal, table: "person_number") }
            .map(\.value)
        return try Person(row, numbers: numbers, by: keyring.current)
    }

    /// Whether a row's seal is intact; any other raises the alarm.
    ///
    /// - Throws: `MissingKey` when it names a data key that is not in the keyring.
    func isIntact(_ statement: RowStatement, _ seal: [UInt8], table: String) throws -> Bool {
        let verdict = keyring.current.verdict(on: statement, sealed: seal)
        if case .undecided(let missing) = verdict { throw missing }
        if verdict != .intact { alarm(.seal(verdict, table: table)) }
        return verdict == .intact
    }
}

extension Person {
    /// The person of a row; nil when a contact cannot be decrypted or a date cannot be read.
    ///
    /// - Throws: `MissingKey`.
    init?(_ row: PersonRow, numbers: [PersonNumber], by keys: Keyring) throws {
        guard let level = Level(rawValue: Int(row.level)),
            let birthDate = try? CivilDate(parsing: row.birthDate),
            let createdAt = try? Timestamp(parsing: row.createdAt),
            let language = MessageLanguage(rawValue: row.language)
        else { return nil }
        id = PersonID(row.id)
        self.level = level
        name = row.name
        self.birthDate = birthDate
        let mobile = try PersonRow.mobileColumn.text(row.mobile, row: row.id, by: keys)
        self.mobile = mobile.flatMap { try? Mobile(parsing: $0) }
        mobileProvenAt = row.mobileProvenAt.flatMap { try? Timestamp(parsing: $0) }
        let email = try PersonRow.emailColumn.text(row.email, row: row.id, by: keys)
        self.email = email.flatMap { try? EmailAddress(parsing: $0) }
        emailProvenAt = row.emailProvenAt.flatMap { try? Timestamp(parsing: $0) }
        self.numbers = numbers
        formerNames =
            try PersonRow.formerNamesColumn.text(row.formerNames, row: row.id, by: keys) ?? ""
        self.language = language
        isAbroad = row.isAbroad
        isDeceased = row.isDeceased
        joinedInto = row.joinedInto.map { PersonID($0) }
        blockedAt = row.blockedAt.flatMap { try? Timestamp(parsing: $0) }
        self.createdAt = createdAt
    }
}

extension String {
    /// The text in a pattern of LIKE with the escape character `!`.
    fileprivate var likeText: String {
        reduce(into: "") { text, character in
            if "%_!".contains(character) { text.append("!") }
            text.append(character)
        }
    }
}
