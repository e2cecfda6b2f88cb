package import Persian
import Store

/// How often a locator was asked about with something wrong, on one day in Tehran.
///
/// Two counts, so that locking a genuine paper out is hard, and guessing harder. After five wrong tags the
/// locator answers only together with a right datum. After five wrong data, which take a right code to
/// give, the datum is refused for the day; whoever could do that knows the code already, so the guard
/// against guessing tags is then lifted: T0 answers again. But only until fifty wrong tags: giving each
/// tag five wrong data would otherwise tell the right one. The paper's QR answers even then.
struct Attempts: Sendable, Equatable {
    var wrongTags: Int64
    var wrongData: Int64

    /// How many wrong tags, and how many wrong data, a locator may be given a day (design §2).
    static let limit: Int64 = 5
    /// How many wrong tags end the day for whoever has no right datum and no token.
    static let ceiling: Int64 = 50

    static let none = Attempts(wrongTags: 0, wrongData: 0)

    init(wrongTags: Int64, wrongData: Int64) {
        self.wrongTags = wrongTags
        self.wrongData = wrongData
    }

    /// Reads day and counts, the first at a column; they mean nothing on another day, or where no row is.
    ///
    /// What is no number was written by somebody who could have deleted the row as well; the next wrong
    /// attempt writes it anew.
    init(_ row: borrowing Row, from first: Int, on today: Int64) {
        do {
            guard try row.optionalInt(first) == today else {
                self = .none
                return
            }
            self.init(wrongTags: try row.int(first + 1), wrongData: try row.int(first + 2))
        } catch {
            self = .none
        }
    }

    /// How often this was wrong.
    subscript(_ fault: Fault) -> Int64 {
        switch fault {
        case .tag: wrongTags
        case .datum: wrongData
        }
    }

    /// Whether a right datum is refused.
    var closesData: Bool { wrongData >= Self.limit }

    /// Whether a right code is answered only together with a right datum.
    var demandsDatum: Bool {
        wrongTags >= Self.limit && !(closesData && wrongTags < Self.ceiling)
    }

    /// Whether a wrong code is told that there were too many attempts.
    var refusesWrongTags: Bool { wrongTags >= Self.limit }

    /// Whether further wrong tags change nothing, and so need not be written.
    var countsNoMoreTags: Bool { wrongTags >= Self.ceiling }
}

extension Attempts {
    /// What can be wrong with an attempt.
    enum Fault: Sendable {
        case tag, datum
    }

    private static let find = PreparedSQL { (address: Int64) in
        "SELECT day, wrong_tags, wrong_data FROM attempt WHERE address = \(address)"
    }

    /// The counts of a locator.
    static func of(
        _ address: Int64,
        on today: Int64,
        in connection: Connection
    ) throws -> Attempts {
        try connection.first(find(address)) { row in
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
                + CASE WHEN attempt.day = excluded.day THEN attempt.wrong_tags ELSE 0 END,
            wrong_data = excluded.wrong_data
                + CASE WHEN attempt.day = excluded.day THEN attempt.wrong_data ELSE 0 END,
            day = excluded.day
        """
    }

    /// Counts a wrong attempt; returns the counts with it.
    static func count(
        _ fault: Fault,
        at address: Int64,
        on today: Int64,
        in connection: Connection
    ) throws -> Attempts {
        let (tags, data): (Int64, Int64) =
            switch fault {
            case .tag: (1, 0)
            case .datum: (0, 1)
            }
        // No RETURNING: in a long transaction, that of a batch, SQLite keeps a journal for it.
        try connection.execute(add(address, today, tags, data))
        return try of(address, on: today, in: connection)
    }
}

extension Registry {
    /// Forgets the wrong attempts of former days, which no answer depends on; returns how many rows.
    @discardableResult
    package func sweepAttempts(at now: Timestamp) async throws -> Int {
        let today = now.tehranDay
        return try await database.write { connection in
            try connection.execute("DELETE FROM attempt WHERE day < \(today)")
        }
    }
}
