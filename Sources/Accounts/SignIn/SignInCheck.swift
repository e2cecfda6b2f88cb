package import Store
package import VerifyCore

/// `db check --keys` for people and sign-in.
extension SignIn {
    /// Checks the seal of every row of people and sign-in.
    ///
    /// Calls `problem` with one sentence for each row that was made or changed by hand or that names a data key which is
    /// not in the keyring, and with one for all rows, but challenges and sessions, whose data key is compromised. The sentences have ids of persons, and
    /// no numbers.
    package static func check(
        _ database: Database,
        by keys: Keyring,
        _ problem: (String) -> Void
    ) async throws {
        var compromised = 0
        compromised += try await PersonRow.check(database, by: keys, problem)
        compromised += try await PersonNumberRow.check(database, by: keys, problem)
        compromised += try await TermsAcceptanceRow.check(database, by: keys, problem)
        compromised += try await ContactChangeRow.check(database, by: keys, problem)
        compromised += try await CredentialRow.check(database, by: keys, problem)
        // Challenges and sessions of a compromised key are rejected and end within hours: no person has to do anything.
        _ = try await ChallengeRow.check(database, by: keys, problem)
        _ = try await SessionRow.check(database, by: keys, problem)
        if compromised > 0 {
            problem("a data key is compromised; rows of people that it sealed: \(compromised)")
        }
    }
}

extension CredentialRow: PeopleRowWithID {
    static let table: SQL = "credential"
    static let noun = "credential"
}

extension ChallengeRow: PeopleRowWithID {
    static let table: SQL = "challenge"
    static let noun = "challenge"
}

extension SessionRow: PeopleRow {
    static let noun = "session of the person"

    var label: String { person }

    static func page(after last: Self?, limit: Int, in connection: Connection) throws -> [Self] {
        let hash = last?.hash ?? []
        return try connection.all(
            """
            SELECT \(columns)
            FROM session
            WHERE id_hash > \(hash)
            ORDER BY id_hash
            LIMIT \(limit)
            """
        ) { try Self($0) }
    }
}
