import Persian
import Store
import VerifyCore

/// A row of `person_number` as the database has it, before its seal is checked.
struct PersonNumberRow: Sendable {
    let person: String
    let number: IDNumber
    var source: String
    var provenAt: String?
    var endedAt: String?
    /// When the owner was last warned of a claim by another person.
    var warnedAt: String?
    let seal: [UInt8]

    static let columns: SQL = """
        person, id_kind, id_country, id_number, source, proven_at, ended_at, warned_at, seal
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        person = try row.text(0)
        guard let kind = IDKind(rawValue: try row.text(1)) else {
            throw StoreError.column(1, expected: "kind of number")
        }
        number = IDNumber(stored: kind, country: try row.text(2), number: try row.text(3))
        source = try row.text(4)
        provenAt = try row.optionalText(5)
        endedAt = try row.optionalText(6)
        warnedAt = try row.optionalText(7)
        seal = try row.blob(8)
    }

    /// The row of a new number.
    init(_ number: IDNumber, of person: PersonID, source: NumberSource, provenAt: Timestamp?) {
        self.person = person.description
        self.number = number
        self.source = source.rawValue
        self.provenAt = provenAt?.description
        seal = []
    }

    /// What the seal covers: all columns.
    var statement: RowStatement {
        RowStatement(
            .personNumber,
            .text(person),
            .text(number.kind.rawValue),
            .text(number.country),
            .text(number.number),
            .text(source),
            .init(provenAt),
            .init(endedAt),
            .init(warnedAt)
        )
    }

    /// The number as a value; a time that cannot be read makes it a claim.
    var value: PersonNumber {
        PersonNumber(
            number: number,
            source: NumberSource(rawValue: source) ?? .claim,
            provenAt: provenAt.flatMap { try? Timestamp(parsing: $0) },
            endedAt: endedAt.flatMap { try? Timestamp(parsing: $0) }
        )
    }

    /// The condition that finds a number, in the order of the index.
    static func isNumber(_ number: IDNumber) -> SQL {
        """
        id_number = \(number.number) AND id_kind = \(number.kind.rawValue)
            AND id_country = \(number.country)
        """
    }

    /// Inserts the row with its seal.
    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO person_number (\(Self.columns))
            VALUES (
                \(person), \(number.kind.rawValue), \(number.country), \(number.number),
                \(source), \(provenAt), \(endedAt), \(warnedAt),
                \(try keys.requiredSeal(statement))
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
            UPDATE person_number
            SET
                source = \(source), proven_at = \(provenAt), ended_at = \(endedAt),
                warned_at = \(warnedAt), seal = \(try keys.requiredSeal(statement))
            WHERE person = \(person) AND \(Self.isNumber(number)) AND seal = \(seal)
            """
        )
        guard changed == 1 else { throw StoreError.conflict }
    }
}
