package import Persian
import Store

/// What changing the own names led to.
package enum NameChangeOutcome: Sendable, Hashable {
    /// The names are stored.
    case changed
    /// The names are those of the registers or of a document; two attesters correct them.
    case proven
}

/// What a person changes in the own profile.
extension People {
    /// Stores the language of the messages to a person.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    package func changeLanguage(
        to language: MessageLanguage,
        of id: PersonID,
        network: String,
        at now: Timestamp
    ) async throws {
        try await database.write { connection in
            guard try requiredRow(id, in: connection).language != language.rawValue else { return }
            try set(language, of: id, in: connection)
            try record(
                "language-changed",
                on: id,
                by: .person(id, network: network),
                at: now,
                in: connection
            )
        }
    }

    /// Stores the names of a person whose identity is not proven; a claim has no former names.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    package func changeName(
        to name: PersonName,
        of id: PersonID,
        network: String,
        at now: Timestamp
    ) async throws -> NameChangeOutcome {
        try await database.write { connection in
            let row = try requiredRow(id, in: connection)
            guard row.level == Int64(Person.Level.claimed.rawValue) else { return .proven }
            guard row.name != name else { return .changed }
            try correct(id, to: name, in: connection)
            try record(
                "names-changed",
                on: id,
                by: .person(id, network: network),
                at: now,
                in: connection
            )
            return .changed
        }
    }

    /// Stores names and birth date; proven names are kept as former names, claimed ones are not.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    func correct(
        _ id: PersonID,
        to name: PersonName,
        born birthDate: CivilDate? = nil,
        in connection: Connection
    ) throws {
        let row = try requiredRow(id, in: connection)
        if row.name != name, row.level > Int64(Person.Level.claimed.rawValue) {
            try rename(id, to: name, in: connection)
        }
        try change(id, in: connection) { row, _ in
            row.name = name
            row.searchKey = name.searchKey
            row.sortKey = name.sortKey
            if let birthDate { row.birthDate = birthDate.description }
        }
    }
}
