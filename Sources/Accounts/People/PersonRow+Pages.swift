import Persian
import Store
import VerifyCore

extension PersonRow: PeopleRowWithID {
    static let table: SQL = "person"
    static let noun = "person"
}

extension PersonNumberRow: PeopleRow {
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
}

extension TermsAcceptanceRow: PeopleRow {
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
}

extension ContactChangeRow: PeopleRowWithID {
    static let table: SQL = "contact_change"
    static let noun = "contact change"
}
