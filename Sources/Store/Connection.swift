/// A connection inside a transaction, valid only inside the closure that receives it.
///
/// Each statement is prepared once per connection and kept.
package final class Connection {
    let session: any Session
    /// Statements by their text.
    private var byText: [String: any Statement] = [:]
    /// Statements by the number of their `PreparedSQL`.
    private var byNumber: [(any Statement)?] = []

    /// Lists of different lengths make different statements, so the number of those kept by text is limited.
    private static let textsKept = 256

    init(_ session: any Session) {
        self.session = session
    }

    /// Runs a statement that returns no rows; returns the number of rows changed.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        let statement = try bound(sql)
        defer { finish(statement) }
        while try statement.step() {}
        return statement.changes
    }

    /// Returns every row, transformed by `body`.
    package func all<T>(_ sql: SQL, _ body: (borrowing Row) throws -> T) throws -> [T] {
        let statement = try bound(sql)
        defer { finish(statement) }
        var rows: [T] = []
        while try statement.step() {
            rows.append(try body(Row(of: statement)))
        }
        return rows
    }

    /// Returns the first row, transformed by `body`; nil when there is none.
    package func first<T>(_ sql: SQL, _ body: (borrowing Row) throws -> T) throws -> T? {
        let statement = try bound(sql)
        defer { finish(statement) }
        return try statement.step() ? try body(Row(of: statement)) : nil
    }

    /// Inserts a row, by a statement without RETURNING, into a table whose identity is `id`.
    ///
    /// Returns the identity; nil when there was a conflict and nothing was inserted.
    package func insert(_ sql: SQL) throws -> Int64? {
        let statement = try bound(sql, inserts: true)
        defer { finish(statement) }
        _ = try statement.step()
        return statement.changes == 1 ? statement.identity : nil
    }

    /// Runs the triggers that wait for the end of the transaction.
    ///
    /// What is read afterwards is what the transaction leaves. A change that is acknowledged because it cannot be undone
    /// is read again after this, and not taken from RETURNING, which triggers do not change.
    package func runDeferredTriggers() throws(StoreError) {
        try session.runDeferredTriggers()
    }

    /// Sends statements ahead, in one message, that bodies will run one by one.
    func fetch(_ ahead: [SQL]) {
        let statements = ahead.compactMap { sql -> (any Statement, [SQLValue])? in
            guard let statement = try? idle(sql, inserts: false) else { return nil }
            return (statement, sql.values)
        }
        session.fetch(statements)
    }

    func close() {
        byText = [:]
        byNumber = []
        session.close()
    }
}

extension Connection {
    /// Returns the statement of a text, with its values bound; `finish` ends its run.
    private func bound(_ sql: SQL, inserts: Bool = false) throws(StoreError) -> any Statement {
        let statement = try idle(sql, inserts: inserts)
        statement.isRunning = true
        do {
            try bind(sql.values, to: statement)
        } catch {
            finish(statement)
            throw error
        }
        return statement
    }

    private func bind(_ values: [SQLValue], to statement: any Statement) throws(StoreError) {
        guard values.count == statement.placeCount else {
            throw .statement("\(values.count) values for \(statement.placeCount) places")
        }
        for place in values.indices {
            try statement.bind(values[place], at: place + 1)
        }
    }

    private func finish(_ statement: any Statement) {
        statement.reset()
        statement.isRunning = false
    }

    /// Returns a statement whose rows are not being read; a second one while the first is running.
    private func idle(_ sql: SQL, inserts: Bool) throws(StoreError) -> any Statement {
        guard let number = sql.number else {
            return try idle(sql.text, inserts: inserts)
        }
        if number < byNumber.count, let known = byNumber[number] {
            return known.isRunning ? try prepare(sql.text, inserts: inserts) : known
        }
        let new = try prepare(sql.text, inserts: inserts)
        while byNumber.count <= number {
            byNumber.append(nil)
        }
        byNumber[number] = new
        return new
    }

    private func idle(_ text: String, inserts: Bool) throws(StoreError) -> any Statement {
        // PostgreSQL's statement for an insert has another text than the one it is kept under.
        guard !inserts else {
            return try prepare(text, inserts: true)
        }
        if let known = byText[text] {
            return known.isRunning ? try prepare(text, inserts: false) : known
        }
        let new = try prepare(text, inserts: false)
        if byText.count >= Self.textsKept {
            byText = byText.filter { $0.value.isRunning }
        }
        byText[text] = new
        return new
    }

    private func prepare(_ text: String, inserts: Bool) throws(StoreError) -> any Statement {
        inserts ? try session.prepare(inserting: text) : try session.prepare(text)
    }
}

extension Connection {
    private static let savepoint = PreparedSQL { "SAVEPOINT body" }
    private static let release = PreparedSQL { "RELEASE SAVEPOINT body" }
    private static let rollback = PreparedSQL { "ROLLBACK TO SAVEPOINT body" }

    /// Runs `body` on one snapshot of the database.
    func reading<T>(_ body: (Connection) throws -> T) throws -> T {
        try session.begin(.reader)
        defer { session.abandon() }
        return try body(self)
    }

    /// Runs `body` in a write transaction and commits it.
    func writing<T>(_ body: (Connection) throws -> T) throws -> T {
        try session.begin(.writer)
        defer { session.abandon() }
        let value = try body(self)
        try session.commit()
        return value
    }

    /// Begins the part of a transaction that `endBody` can undo alone.
    func beginBody() throws {
        try execute(Self.savepoint())
    }

    /// Keeps or undoes what was written since `beginBody`.
    func endBody(keeping: Bool) throws {
        if !keeping {
            try execute(Self.rollback())
        }
        try execute(Self.release())
    }
}
