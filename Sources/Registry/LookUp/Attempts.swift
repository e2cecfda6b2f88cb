package import Persian
import Store

/// The wrong attempts at one address on one day in Tehran.
///
/// Each of the two budgets allows five. An address whose budget is used up is locked for such questions
/// until the day ends, whether a degree is there or not, and whether the question is right or wrong. A
/// genuine token without a datum uses no budget, so the QR on a paper always answers. The protocol and
/// its proof are in docs/decisions/0035-attempts-are-reserved.md.
struct Attempts: Sendable, Equatable {
    /// What an attempt is charged to: it depends on the question alone, never on what was wrong with it.
    enum Budget: Sendable, Hashable {
        /// A question with a typed code and no datum.
        case code
        /// A question with a datum, whether tag or datum is wrong.
        case datum
    }

    /// Wrong questions with a code alone.
    private var wrongCodes: Int64
    /// Wrong questions with a datum.
    private var wrongData: Int64

    /// How many wrong attempts of each budget an address takes a day.
    static let limit: Int64 = 5

    static let none = Attempts(wrongCodes: 0, wrongData: 0)

    /// The wrong attempts of one budget.
    subscript(_ budget: Budget) -> Int64 {
        switch budget {
        case .code: wrongCodes
        case .datum: wrongData
        }
    }
}

extension Attempts {
    /// Reads day and counts from three columns, the first of them at `first`.
    ///
    /// The counts of a former day, and those of an absent row, are 0. Those of a later day count: a clock that
    /// goes back must not permit more guesses. Columns of another type count as 0: an attacker who can write
    /// them could have deleted the row as well.
    init(_ row: borrowing Row, from first: Int, on today: Int64) {
        do {
            guard let day = try row.optionalInt(first), day >= today else {
                self = .none
                return
            }
            self.init(wrongCodes: try row.int(first + 1), wrongData: try row.int(first + 2))
        } catch {
            self = .none
        }
    }

    private static let byAddress = PreparedSQL { (address: Int64) in
        "SELECT day, wrong_tags, wrong_data FROM attempt WHERE address = \(address)"
    }

    /// Returns the counts of an address on a day.
    static func read(
        at address: Int64,
        on today: Int64,
        in connection: Connection
    ) throws -> Attempts {
        try connection.first(byAddress(address)) { row in
            Attempts(row, from: 0, on: today)
        } ?? .none
    }

    private static let add = PreparedSQL {
        (address: Int64, today: Int64, tags: Int64, data: Int64) in
        """
        INSERT INTO attempt (address, day, wrong_tags, wrong_data)
        VALUES (\(address), \(today), \(tags), \(data))
        ON CONFLICT (address) DO UPDATE
        SET
            wrong_tags = excluded.wrong_tags
                + CASE WHEN attempt.day >= excluded.day THEN attempt.wrong_tags ELSE 0 END,
            wrong_data = excluded.wrong_data
                + CASE WHEN attempt.day >= excluded.day THEN attempt.wrong_data ELSE 0 END,
            day = CASE WHEN attempt.day > excluded.day THEN attempt.day ELSE excluded.day END
        """
    }

    /// Adds wrong attempts to an address; 0 of them still orders this transaction with all others that
    /// write the address.
    static func add(
        _ wrong: Int64,
        to budget: Budget,
        at address: Int64,
        on today: Int64,
        in connection: Connection
    ) throws {
        let (codes, data): (Int64, Int64) =
            switch budget {
            case .code: (wrong, 0)
            case .datum: (0, wrong)
            }
        // No RETURNING: in a long transaction, that of a batch, SQLite keeps a journal for it.
        try connection.execute(add(address, today, codes, data))
    }
}

extension Registry {
    /// Deletes the wrong attempts of former days, which no answer depends on.
    ///
    /// - Returns: How many rows were deleted.
    @discardableResult
    package func sweepAttempts(at now: Timestamp) async throws -> Int {
        let today = now.tehranDay
        return try await database.write { connection in
            try connection.execute("DELETE FROM attempt WHERE day < \(today)")
        }
    }
}
