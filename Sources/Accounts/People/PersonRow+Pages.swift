import Persian
import Store
import VerifyCore

extension PersonRow: RenewableRow {
    static let noun = "person"

    var label: String { id }

    static func page(after last: Self?, limit: Int, in connection: Connection) throws -> [Self] {
        try connection.all(
            """
            SELECT \(columns)
            FROM person
            WHERE id > \(last?.id ?? "")
            ORDER BY id
            LIMIT \(limit)
            """
        ) { try Self($0) }
    }

    mutating func renew(by keys: Keyring) throws {
        if let text = try Self.mobileColumn.text(mobile, row: id, by: keys) {
            mobileHash = try KeyedHash.of(text, for: .contact, by: keys)
        }
        if let text = try Self.emailColumn.text(email, row: id, by: keys) {
            emailHash = try KeyedHash.of(text, for: .contact, by: keys)
        }
        mobile = try Self.mobileColumn.renewed(mobile, of: id, by: keys)
        email = try Self.emailColumn.renewed(email, of: id, by: keys)
        formerNames = try Self.formerNamesColumn.renewed(formerNames, of: id, by: keys)
    }

    func rewrite(by keys: Keyring, in connection: Connection) throws -> Bool {
        do {
            try update(by: keys, in: connection)
            return true
        } catch StoreError.conflict {
            return false
        }
    }
}

extension PersonNumberRow: RenewableRow {
    static let noun = "number of the person"

    var label: String { person }

    static func page(after last: Self?, limit: Int, in connection: Connection) throws -> [Self] {
        let number = last?.number
        return try connection.all(
            """
            SELECT \(columns)
            FROM person_number
            WHERE (person, id_kind, id_country, id_number)
                > (
                    \(last?.person ?? ""), \(number?.kind.rawValue ?? ""),
                    \(number?.country ?? ""), \(number?.number ?? "")
                )
            ORDER BY person, id_kind, id_country, id_number
            LIMIT \(limit)
            """
        ) { try Self($0) }
    }

    mutating func renew(by keys: Keyring) throws {}

    func rewrite(by keys: Keyring, in connection: Connection) throws -> Bool {
        do {
            try update(by: keys, in: connection)
            return true
        } catch StoreError.conflict {
            return false
        }
    }
}

extension TermsAcceptanceRow: RenewableRow {
    static let noun = "accepted terms of the person"

    var label: String { person }

    static func page(after last: Self?, limit: Int, in connection: Connection) throws -> [Self] {
        try connection.all(
            """
            SELECT \(columns)
            FROM terms_acceptance
            WHERE (person, version) > (\(last?.person ?? ""), \(last?.version ?? ""))
            ORDER BY person, version
            LIMIT \(limit)
            """
        ) { try Self($0) }
    }

    mutating func renew(by keys: Keyring) throws {}

    func rewrite(by keys: Keyring, in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE terms_acceptance
            SET seal = \(try keys.requiredSeal(statement))
            WHERE person = \(person) AND version = \(version) AND seal = \(seal)
            """
        ) == 1
    }
}

extension ContactChangeRow: RenewableRow {
    static let noun = "contact change"

    var label: String { id }

    static func page(after last: Self?, limit: Int, in connection: Connection) throws -> [Self] {
        try connection.all(
            """
            SELECT \(columns)
            FROM contact_change
            WHERE id > \(last?.id ?? "")
            ORDER BY id
            LIMIT \(limit)
            """
        ) { try Self($0) }
    }

    mutating func renew(by keys: Keyring) throws {
        oldValue = try Self.oldColumn.renewed(oldValue, of: id, by: keys)
        newValue = try Self.newColumn.renewed(newValue, of: id, by: keys) ?? newValue
    }

    func rewrite(by keys: Keyring, in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE contact_change
            SET
                old_value = \(oldValue), new_value = \(newValue),
                seal = \(try keys.requiredSeal(statement))
            WHERE id = \(id) AND seal = \(seal)
            """
        ) == 1
    }
}
