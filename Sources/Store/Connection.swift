/// A connection inside a transaction, alive only inside the closure that it is given to.
///
/// Every statement is prepared once a connection and kept.
package final class Connection {
    let session: any Session
    private var literals: [String: any Statement] = [:]
    private var prepared: [(any Statement)?] = []

    /// Literals with lists of different lengths are different statements, so their number is limited.
    private static let literalsKept = 256

    init(_ session: any Session) {
        self.session = session
    }

    /// Runs a statement that answers nothing; returns the number of rows changed.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        let statement = try statement(sql)
        defer { finish(statement) }
        while try statement.step() {}
        return statement.changes
    }

    /// Every row, as what `body` makes of it.
    package func all<T>(_ sql: SQL, _ body: (borrowing Row) throws -> T) throws -> [T] {
        let statement = try statement(sql)
        defer { finish(statement) }
        var rows: [T] = []
        while try statement.step() {
            rows.append(try body(Row(of: statement)))
        }
        return rows
    }

    /// The first row, as what `body` makes of it; nil when there is none.
    package func first<T>(_ sql: SQL, _ body: (borrowing Row) throws -> T) throws -> T? {
        let statement = try statement(sql)
        defer { finish(statement) }
        return try statement.step() ? try body(Row(of: statement)) : nil
    }

    /// Calls `body` with every row, keeping none.
    package func each(_ sql: SQL, _ body: (borrowing Row) throws -> Void) throws {
        let statement = try statement(sql)
        defer { finish(statement) }
        while try statement.step() {
            try body(Row(of: statement))
        }
    }

    private func statement(_ sql: SQL) throws(StoreError) -> any Statement {
        let statement = try idle(sql.text)
        statement.isRunning = true
        do {
            try bind(sql.values, to: statement)
        } catch {
            finish(statement)
            throw error
        }
        return statement
    }

    private func idle(_ text: String) throws(StoreError) -> any Statement {
        if let known = literals[text] {
            return known.isRunning ? try session.prepare(text) : known
        }
        let new = try session.prepare(text)
        if literals.count >= Self.literalsKept {
            literals = literals.filter { $0.value.isRunning }
        }
        literals[text] = new
        return new
    }

    private func finish(_ statement: any Statement) {
        statement.reset()
        statement.isRunning = false
    }
}

extension Connection {
    /// The first row of a prepared statement whose places all take one integer, allocating nothing itself.
    package func first<T>(
        _ sql: PreparedSQL,
        _ key: Int64,
        _ body: (borrowing Row) throws -> T
    ) throws -> T? {
        let statement = try statement(sql)
        defer { finish(statement) }
        guard statement.placeCount > 0 else {
            throw StoreError.statement("a value for no place")
        }
        for place in 1...statement.placeCount {
            try statement.bind(key, at: place)
        }
        return try statement.step() ? try body(Row(of: statement)) : nil
    }

    /// The first row of a prepared statement.
    package func first<T>(
        _ sql: PreparedSQL,
        _ values: [SQLValue],
        _ body: (borrowing Row) throws -> T
    ) throws -> T? {
        let statement = try statement(sql)
        defer { finish(statement) }
        try bind(values, to: statement)
        return try statement.step() ? try body(Row(of: statement)) : nil
    }

    /// The first row of a prepared statement.
    package func first<T>(_ sql: BoundSQL, _ body: (borrowing Row) throws -> T) throws -> T? {
        try first(sql.sql, sql.values, body)
    }

    /// Runs a prepared statement that answers nothing; returns the number of rows changed.
    @discardableResult
    package func execute(_ sql: PreparedSQL, _ values: [SQLValue]) throws -> Int {
        let statement = try statement(sql)
        defer { finish(statement) }
        try bind(values, to: statement)
        while try statement.step() {}
        return statement.changes
    }

    /// Inserts a row, by a prepared statement that answers nothing, into a table whose identity is `id`.
    ///
    /// Returns the identity; nil when there was a conflict, and nothing was inserted.
    package func insert(_ sql: PreparedSQL, _ values: [SQLValue]) throws -> Int64? {
        let statement = try statement(sql, inserts: true)
        defer { finish(statement) }
        try bind(values, to: statement)
        _ = try statement.step()
        return statement.changes == 1 ? statement.identity : nil
    }

    private func bind(_ values: [SQLValue], to statement: any Statement) throws(StoreError) {
        guard values.count == statement.placeCount else {
            throw .statement("\(values.count) values for \(statement.placeCount) places")
        }
        for place in values.indices {
            try statement.bind(values[place], at: place + 1)
        }
    }

    /// Asks ahead, in one message, what bodies will ask one by one.
    func fetch(_ ahead: [BoundSQL]) {
        let questions = ahead.compactMap { each -> (any Statement, [SQLValue])? in
            guard let statement = try? statement(each.sql) else { return nil }
            finish(statement)
            return (statement, each.values)
        }
        session.fetch(questions)
    }

    private func statement(
        _ sql: PreparedSQL,
        inserts: Bool = false
    ) throws(StoreError) -> any Statement {
        if sql.index < prepared.count, let known = prepared[sql.index] {
            if !known.isRunning {
                known.isRunning = true
                return known
            }
            let another = try prepare(sql.text, inserts: inserts)
            another.isRunning = true
            return another
        }
        let new = try prepare(sql.text, inserts: inserts)
        while prepared.count <= sql.index {
            prepared.append(nil)
        }
        prepared[sql.index] = new
        new.isRunning = true
        return new
    }

    private func prepare(_ text: String, inserts: Bool) throws(StoreError) -> any Statement {
        inserts ? try session.prepare(inserting: text) : try session.prepare(text)
    }
}

extension Connection {
    private static let savepoint = PreparedSQL("SAVEPOINT body")
    private static let release = PreparedSQL("RELEASE SAVEPOINT body")
    private static let rollback = PreparedSQL("ROLLBACK TO SAVEPOINT body")

    /// Runs `body` on one snapshot of the database.
    func reading<T>(_ body: (Connection) throws -> T) throws -> T {
        try session.begin(.reader)
        defer { session.abandon() }
        return try body(self)
    }

    /// Runs `body` in a write transaction of its own.
    func writing<T>(_ body: (Connection) throws -> T) throws -> T {
        try session.begin(.writer)
        defer { session.abandon() }
        let value = try body(self)
        try session.commit()
        return value
    }

    /// Lets a later failure undo only what comes between.
    func beginBody() throws {
        try execute(Self.savepoint, [])
    }

    /// Keeps or undoes what came since `beginBody`.
    func endBody(keeping: Bool) throws {
        if !keeping {
            try execute(Self.rollback, [])
        }
        try execute(Self.release, [])
    }

    func close() {
        literals = [:]
        prepared = []
        session.close()
    }
}
