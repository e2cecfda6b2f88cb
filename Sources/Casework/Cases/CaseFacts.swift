package import Persian
import Store
import VerifyCore

/// What an office outside reports: a fact, stored before a move uses it (D3).
extension Cases {
    /// The facts of one list.
    private static let factsAtOnce = 20

    /// Stores what an office outside reported, and answers the errand of its kind.
    ///
    /// The fact is stored even where no case waits for it, and where the next step cannot begin; a later report of the same, or
    /// the worker (`useFacts`), uses it then. A fact that was used or comes after its errand changes no step.
    ///
    /// Returns false where the fact was stored before and nothing changed.
    ///
    /// - Throws: `CaseError`; `StoreError`; `MissingKey`.
    package func report(
        _ kind: FactKind,
        key: String,
        body: String,
        from source: String,
        about caseID: String,
        at now: Timestamp
    ) async throws -> Bool {
        let fact = Fact(kind: kind.name, key: key, body: body, source: source, at: now)
        do {
            return try await database.write { try report(fact, kind, about: caseID, in: $0) }
        } catch is UnknownParty {
            return try await database.write { try store(fact, kind, about: caseID, in: $0) }
        }
    }

    /// Uses the facts that were stored and could not be used, where their case still waits for them; returns how many.
    ///
    /// A fact that is older than the errand is late for an earlier one, and is not used.
    ///
    /// - Throws: `CaseError`; `StoreError`; `MissingKey`.
    @discardableResult
    package func useFacts(at now: Timestamp) async throws -> Int {
        var used = 0
        var last = ("", "", "")
        while true {
            let after = last
            let waiting = try await database.write { try Self.unused(after: after, in: $0) }
            for row in waiting {
                do {
                    used += try await database.write { try use(row, at: now, in: $0) } ? 1 : 0
                } catch is UnknownParty {
                    // The next step still cannot begin: the next run of the worker tries again.
                    continue
                } catch is CaseError {
                    // A row that was changed by hand has raised the alarm; other cases continue.
                    continue
                } catch is MissingKey {
                    continue
                }
            }
            guard let end = waiting.last else { return used }
            last = (end.caseID, end.fact.kind, end.fact.key)
        }
    }

    private static func unused(
        after last: (caseID: String, kind: String, key: String),
        in connection: Connection
    ) throws -> [FactRow] {
        try connection.all(
            """
            SELECT
                f.case_id, f.kind, f.key, f.body, f.source, f.at, f.is_global, f.used_by_seq, f.seal
            FROM errand AS e
            JOIN fact AS f ON f.case_id = e.case_id AND f.kind = e.kind
            WHERE e.ended_at IS NULL AND e.to_organisation IS NOT NULL AND e.to_role IS NULL
                AND f.used_by_seq IS NULL
                AND (f.case_id, f.kind, f.key) > (\(last.caseID), \(last.kind), \(last.key))
            ORDER BY f.case_id, f.kind, f.key
            LIMIT \(factsAtOnce)
            """
        ) { try FactRow($0) }
    }

    /// Answers the errand of a stored fact; false where the case does not wait for it any more.
    private func use(
        _ row: FactRow,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        let fact = row.fact
        guard
            let current = try FactRow.find(
                fact.kind,
                key: fact.key,
                of: row.caseID,
                in: connection
            ),
            current.fact.usedBySeq == nil,
            let errand = try waitingErrand(fact.kind, of: row.caseID, in: connection),
            try asked(errand, in: connection).map({ $0 <= fact.at }) == true,
            let file = try CaseFileRow.find(row.caseID, in: connection)?.file
        else { return false }
        let keys = keyring.current
        try keys.requireIntact(current.statement, current.seal, "fact", alarm: alarm)
        try current.use(by: file.revision + 1, keys: keys, in: connection)
        let moveID = "\(errand.errand.id)/answer"
        try answer(errand, with: fact.key, moveID: moveID, at: now, in: connection)
        return true
    }

    /// When the errand was requested: its event has the moment.
    private func asked(_ errand: ErrandRow, in connection: Connection) throws -> Timestamp? {
        try connection.first(
            """
            SELECT at
            FROM case_event
            WHERE case_id = \(errand.caseID) AND seq = \(errand.errand.askedSeq)
            """
        ) { try Timestamp(parsing: try $0.text(0)) }
    }

    private func waitingErrand(
        _ kind: String,
        of caseID: String,
        in connection: Connection
    ) throws -> ErrandRow? {
        try ErrandRow.all(of: caseID, in: connection).first {
            $0.errand.endedAt == nil && $0.errand.outside != nil && $0.errand.kind == kind
        }
    }

    private func report(
        _ fact: Fact,
        _ kind: FactKind,
        about caseID: String,
        in connection: Connection
    ) throws -> Bool {
        if let known = try FactRow.find(kind.name, key: fact.key, of: caseID, in: connection) {
            return try use(known, at: fact.at, in: connection)
        }
        let errand = try waitingErrand(kind.name, of: caseID, in: connection)
        var fact = fact
        if errand != nil, let file = try CaseFileRow.find(caseID, in: connection)?.file {
            fact.usedBySeq = file.revision + 1
        }
        guard try store(fact, kind, about: caseID, in: connection) else { return false }
        guard let errand else { return true }
        let moveID = "\(errand.errand.id)/answer"
        try answer(errand, with: fact.key, moveID: moveID, at: fact.at, in: connection)
        return true
    }

    /// Stores a fact; false for one that was stored before, and for a case that does not exist.
    private func store(
        _ fact: Fact,
        _ kind: FactKind,
        about caseID: String,
        in connection: Connection
    ) throws -> Bool {
        guard try CaseFileRow.find(caseID, in: connection) != nil,
            try !FactRow.exists(kind, key: fact.key, of: caseID, in: connection)
        else { return false }
        try FactRow(caseID: caseID, fact: fact, isGlobal: kind.isGlobal)
            .insert(by: keyring.current, in: connection)
        return true
    }
}
