import Persian
import Store
import VerifyCore

/// New seals and ciphers of persons and of the rows that belong to them.
extension Roles {
    func renewPersons() async throws -> Int {
        try await forEachPerson { person, connection in
            try renew(person, in: connection)
        }
    }

    /// Visits the persons in the order of their ids, a page in each transaction; returns the sum of the results.
    func forEachPerson(
        _ body: @escaping @Sendable (PersonRow, Connection) throws -> Int
    ) async throws -> Int {
        var (count, last) = (0, "")
        while true {
            let after = last
            let (done, end) = try await database.write { connection in
                let rows = try connection.all(
                    """
                    SELECT \(PersonRow.columns)
                    FROM person
                    WHERE id > \(after)
                    ORDER BY id
                    LIMIT \(Self.renewedAtOnce)
                    """
                ) { try PersonRow($0) }
                return (try rows.reduce(0) { try $0 + body($1, connection) }, rows.last?.id)
            }
            count += done
            guard let end else { return count }
            last = end
        }
    }

    private func renew(_ row: PersonRow, in connection: Connection) throws -> Int {
        let keys = keyring.current
        var count = 0
        if isFormer(row.statement, row.seal, keys) {
            var new = row
            try new.renewCiphers(by: keys, after: false)
            try new.update(by: keys, in: connection)
            count += 1
        }
        for number in try numbers(of: row.id, in: connection)
        where isFormer(number.statement, number.seal, keys) {
            try number.update(by: keys, in: connection)
            count += 1
        }
        count += try renewTerms(of: row.id, in: connection)
        count += try renewContactChanges(of: row.id, in: connection)
        return try count + renewCredentials(of: row.id, in: connection)
    }

    func numbers(of person: String, in connection: Connection) throws -> [PersonNumberRow] {
        try connection.all(
            """
            SELECT \(PersonNumberRow.columns)
            FROM person_number
            WHERE person = \(person)
            ORDER BY id_kind, id_country, id_number
            """
        ) { try PersonNumberRow($0) }
    }

    func renewTerms(
        of person: String,
        after review: Bool = false,
        in connection: Connection
    ) throws -> Int {
        let keys = keyring.current
        let rows = try connection.all(
            "SELECT \(TermsAcceptanceRow.columns) FROM terms_acceptance WHERE person = \(person)"
        ) { try TermsAcceptanceRow($0) }
        var count = 0
        for row in rows
        where isFormer(row.statement, row.seal, keys)
            || review && isCompromised(row.statement, row.seal, keys)
        {
            try connection.execute(
                """
                UPDATE terms_acceptance
                SET seal = \(try keys.requiredSeal(row.statement))
                WHERE person = \(person) AND version = \(row.version)
                """
            )
            count += 1
        }
        return count
    }

    private func renewContactChanges(of person: String, in connection: Connection) throws -> Int {
        let keys = keyring.current
        let rows = try connection.all(
            "SELECT \(ContactChangeRow.columns) FROM contact_change WHERE person = \(person)"
        ) { try ContactChangeRow($0) }
        var count = 0
        for row in rows where isFormer(row.statement, row.seal, keys) {
            var new = row
            new.oldValue = try ContactChangeRow.oldColumn
                .renewed(row.oldValue, row: row.id, by: keys)
            new.newValue = try ContactChangeRow.newColumn
                .renewed(row.newValue, row: row.id, by: keys)
            try connection.execute(
                """
                UPDATE contact_change
                SET
                    old_value = \(new.oldValue), new_value = \(new.newValue),
                    seal = \(try keys.requiredSeal(new.statement))
                WHERE id = \(row.id) AND seal = \(row.seal)
                """
            )
            count += 1
        }
        return count
    }

    private func renewCredentials(of person: String, in connection: Connection) throws -> Int {
        let keys = keyring.current
        let rows = try connection.all(
            "SELECT \(CredentialRow.columns) FROM credential WHERE person = \(person)"
        ) { try CredentialRow($0) }
        var count = 0
        for row in rows where isFormer(row.statement, row.seal, keys) {
            var new = row
            new.secret = try CredentialRow.secretColumn.renewed(row.secret, row: row.id, by: keys)
            try connection.execute(
                """
                UPDATE credential
                SET secret = \(new.secret), seal = \(try keys.requiredSeal(new.statement))
                WHERE id = \(row.id) AND seal = \(row.seal)
                """
            )
            count += 1
        }
        return count
    }
}

extension PersonRow {
    /// Encrypts contacts and former names again, and hashes the contacts again.
    mutating func renewCiphers(by keys: Keyring, after review: Bool) throws {
        mobile = try Self.mobileColumn.renewed(mobile, row: id, by: keys, after: review)
        email = try Self.emailColumn.renewed(email, row: id, by: keys, after: review)
        formerNames = try Self.formerNamesColumn
            .renewed(formerNames, row: id, by: keys, after: review)
        mobileHash = try Self.mobileColumn.text(mobile, row: id, by: keys)
            .map { try KeyedHash.of($0, for: .contact, by: keys) }
        emailHash = try Self.emailColumn.text(email, row: id, by: keys)
            .map { try KeyedHash.of($0, for: .contact, by: keys) }
    }
}
