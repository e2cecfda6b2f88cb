import Store
import Testing

@Suite
struct SQLTests {
    @Test
    func `interpolated values are bound, never spliced`() {
        let name = "'; DROP TABLE number; --"
        let sql: SQL = "SELECT id FROM number WHERE name = \(name) AND id > \(7)"
        #expect(sql.text == "SELECT id FROM number WHERE name = ? AND id > ?")
        #expect(sql.values == [.text(name), .integer(7)])
    }

    @Test
    func `pieces compose with their values in order`() {
        var sql: SQL = "SELECT id FROM number WHERE id > \(1)"
        sql += " AND name = \("a")"
        let whole: SQL = "\(sql) LIMIT \(9)"
        #expect(whole.text == "SELECT id FROM number WHERE id > ? AND name = ? LIMIT ?")
        #expect(whole.values == [.integer(1), .text("a"), .integer(9)])
    }

    @Test
    func `lists get a place for each value, and no value matches nothing`() {
        let some: SQL = "id IN (\(list: [1, 2, 3]))"
        #expect(some.text == "id IN (?, ?, ?)")
        #expect(some.values == [.integer(1), .integer(2), .integer(3)])
        let none: SQL = "id IN (\(list: [Int]()))"
        #expect(none.text == "id IN (NULL)")
        #expect(none.values.isEmpty)
    }

    enum Colour: String, SQLBindable {
        case green
    }

    @Test
    func `every bindable type has its value`() {
        let nothing: String? = nil
        let sql: SQL = """
            \(true), \(Int64.min), \(UInt8(255)), \(UInt32.max), \("x".prefix(1)), \([1, 2] as [UInt8]), \
            \(nothing), \(Colour.green), \(SQLValue.null)
            """
        #expect(
            sql.values == [
                .integer(1), .integer(.min), .integer(255), .integer(4_294_967_295), .text("x"),
                .blob([1, 2]), .null, .text("green"), .null,
            ]
        )
    }

    @Test(arguments: [
        ("sqlite:/var/lib/a.db", "sqlite:/var/lib/a.db"),
        ("sqlite:a.db?synchronous=normal", "sqlite:a.db?synchronous=normal"),
        ("sqlite:a.db?synchronous=full", "sqlite:a.db"),
    ])
    func `a location is parsed and described`(text: String, again: String) throws {
        #expect(try DatabaseLocation(parsing: text).description == again)
    }

    @Test(arguments: [
        ("a.db", DatabaseLocation.ParsingError.engineUnknown("a.db")),
        ("mysql:a", .engineUnknown("mysql")),
        ("", .engineUnknown("")),
        ("sqlite:", .pathMissing),
        ("sqlite::memory:", .pathMissing),
        ("sqlite:a?synchronous=off", .parameterUnknown("synchronous=off")),
        ("sqlite:a?x", .parameterUnknown("x")),
    ])
    func `a text that is not a location is rejected with its reason`(
        text: String,
        reason: DatabaseLocation.ParsingError
    ) {
        #expect(throws: reason) { try DatabaseLocation(parsing: text) }
    }

    #if !PostgreSQL
    @Test
    func `a build without PostgreSQL reports that`() {
        #expect(throws: DatabaseLocation.ParsingError.engineLeftOut("PostgreSQL")) {
            try DatabaseLocation(parsing: "postgres://sehat@db/sehat")
        }
    }
    #endif
}
