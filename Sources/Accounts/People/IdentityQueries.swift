import Persian
import Store
import VerifyCore

/// The questions to the registers: counted before they are put, and repeated when there was no answer.
extension People {
    /// Seconds after which a question without an answer is repeated; doubled at each repetition.
    static let firstRepeat: Int64 = 300
    /// The most seconds between two repetitions.
    static let mostRepeat: Int64 = 6 * 3_600
    /// The repetitions of a question; then the person must ask again.
    static let mostRepeats: Int64 = 40
    /// Questions that one call repeats.
    static let repeatsPerCall = 50

    /// Puts a question about a person to the registers; nil when the questions of the day are used up.
    ///
    /// `repeats`: Whether the question is repeated in the background when there is no answer.
    func answer(
        about person: Person,
        _ contact: Contact,
        repeats: Bool = false,
        at now: Timestamp
    ) async throws -> IdentityAnswer? {
        guard let number = person.number,
            let id = try await reserveQuery(of: person, number, contact, at: now)
        else { return nil }
        let answer = await identityCheck.check(Self.query(about: person, number, contact))
        let next = repeats && answer == .unavailable ? now.adding(seconds: Self.firstRepeat) : nil
        try await database.write { try store(answer, of: id, next: next, in: $0) }
        return answer
    }

    /// What the registers compare.
    static func query(
        about person: Person,
        _ number: IDNumber,
        _ contact: Contact
    ) -> IdentityQuery {
        var mobile: Mobile?
        if case .mobile(let number) = contact { mobile = number }
        return IdentityQuery(
            number: number,
            mobile: mobile,
            name: person.name,
            birthDate: person.birthDate
        )
    }

    /// Counts a question, and returns its id; nil when the questions of the day are used up.
    private func reserveQuery(
        of person: Person,
        _ number: IDNumber,
        _ contact: Contact,
        at now: Timestamp
    ) async throws -> String? {
        let (id, keys) = (RandomID.make(), keyring.current)
        let dayAgo = now.adding(seconds: -86_400).description
        let isReserved: Bool? = try await database.write { connection in
            let contacts = try KeyedHash.all(of: contact.text, for: .contact, by: keys)
            let numbers = try KeyedHash.all(of: number.key, for: .contact, by: keys)
            let ofContact: SQL = """
                SELECT count(*)
                FROM identity_query
                WHERE contact_mac IN (\(list: contacts)) AND asked_at > \(dayAgo)
                """
            if try connection.first(ofContact, { try $0.int(0) }) ?? 0 >= Self.checksPerContact {
                return false
            }
            let ofNumber: SQL = """
                SELECT count(*)
                FROM identity_query
                WHERE number_mac IN (\(list: numbers)) AND asked_at > \(dayAgo)
                """
            if try connection.first(ofNumber, { try $0.int(0) }) ?? 0 >= Self.checksPerNumber {
                return nil
            }
            try connection.execute(
                """
                INSERT INTO identity_query (
                    id, person, contact_mac, number_mac, asked_at, answer, tries, next_at
                )
                VALUES (
                    \(id), \(person.id), \(contacts.first ?? []), \(numbers.first ?? []),
                    \(now.description), \(String?.none), \(1), \(String?.none)
                )
                """
            )
            return true
        }
        if isReserved == nil { alarm(.identityChecks) }
        return isReserved == true ? id : nil
    }

    /// Questions to the registers for a contact in a day.
    package static let checksPerContact = 3
    /// Questions to the registers for a number in a day; more raise the alarm.
    package static let checksPerNumber = 20

    func store(
        _ answer: IdentityAnswer,
        of id: String,
        next: Timestamp?,
        in connection: Connection
    ) throws {
        try connection.execute(
            """
            UPDATE identity_query
            SET answer = \(answer.rawValue), next_at = \(next?.description)
            WHERE id = \(id)
            """
        )
    }
}
