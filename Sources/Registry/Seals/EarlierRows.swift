package import Store
import VerifyCore

/// How many rows got a seal.
package struct SealedRows: Sendable, Equatable {
    /// Rows that an earlier version of the program wrote without the seal, by their table.
    package var trusted: [String: Int] = [:]
    /// Rows whose seal was right, under a data key that is no longer the active one.
    package var renewed = 0
    /// What could not be sealed, a sentence each.
    package var problems: [String] = []
}

/// Sealing rows that have no seal yet, which an operator decides: they are trusted as they are.
extension Registry {
    /// Counts the rows of an earlier version, which have no seal, by their table.
    package static func countEarlierRows(in database: Database) async throws -> [String: Int] {
        try await database.read { connection in
            var counts: [String: Int] = [:]
            for (table, condition) in earlierRows {
                let count = try connection.first(
                    "SELECT count(*) FROM \(identifier: table) WHERE \(condition)"
                ) { Int(try $0.int(0)) }
                if let count, count > 0 { counts[table] = count }
            }
            return counts
        }
    }

    private static let earlierRows: [(table: String, condition: SQL)] = [
        ("degree", "seal IS NULL"), ("degree_event", "seal IS NULL"),
        ("institution", "seal IS NULL"), ("institution_event", "seal IS NULL"),
        ("bulk_job_result", "seal IS NULL"),
    ]

    /// Seals the rows that an earlier version wrote without a seal, and renews the seals of former data keys.
    ///
    /// A row is sealed as it is, except where something that is sealed already contradicts it: a degree must match its
    /// MAC and the data bank, a bulk job the seal that it has. Run it once after the upgrade; each part is a transaction,
    /// so it can be run again after an interruption.
    ///
    /// - Throws: `RegistryError.noActiveKey(.data)`.
    package func sealEarlierRows(
        progress: @escaping @Sendable (_ done: Int) -> Void = { _ in }
    ) async throws -> SealedRows {
        guard keyring.current.activeDataKey != nil else { throw RegistryError.noActiveKey(.data) }
        var done = SealedRows()
        try await sealDegrees(&done, progress)
        try await sealDegreeEvents(&done)
        try await sealInstitutions(&done)
        try await sealBulkJobs(&done)
        return done
    }

    private func sealDegrees(
        _ done: inout SealedRows,
        _ progress: @Sendable (Int) -> Void
    ) async throws {
        var last = Int64.min
        var rows = 0
        while true {
            let after = last
            let part = try await database.write { connection in
                try sealDegrees(after: after, in: connection)
            }
            guard let end = part.last else { return }
            last = end
            rows += part.sealed
            done.problems += part.problems
            if part.sealed > 0 { done.trusted["degree"] = rows }
            progress(rows)
        }
    }

    private func sealDegrees(
        after address: Int64,
        in connection: Connection
    ) throws -> (last: Int64?, sealed: Int, problems: [String]) {
        let keys = keyring.current
        let rows = try connection.all(
            """
            SELECT \(UncheckedRow.columns)
            FROM degree
            WHERE id > \(address) AND seal IS NULL
            ORDER BY id
            LIMIT \(Self.checkedAtOnce)
            """
        ) { try UncheckedRow($0) }
        var sealed = 0
        var problems: [String] = []
        for row in rows {
            let name = "degree \(RecordID(row.uuid)?.description ?? "?")"
            guard let (key, _) = row.keyID.flatMap(keys.codeKey),
                let opened = SealedRow(openedBy: row, key: key),
                opened.record.decision == row.decision,
                try opened.agreesWithDataBank(in: connection)
            else {
                problems.append("\(name): the row does not match its MAC or the data bank")
                continue
            }
            try seal(row, opened, key, in: connection)
            sealed += 1
        }
        return (rows.last?.address, sealed, problems)
    }

    private func seal(
        _ row: UncheckedRow,
        _ opened: SealedRow,
        _ key: CodeKey,
        in connection: Connection
    ) throws {
        // Two documents may have the same number in two spellings, if they are older than the comparison of spellings:
        // the second one has no hash.
        var document: [UInt8]? = key.documentHash(of: Graduate(opened.record))
        let isTaken = try connection.first(
            """
            SELECT 1 FROM degree
            WHERE document = \(document) AND replaced = \(row.replaced) AND id <> \(row.address)
            """
        ) { _ in true }
        if isTaken != nil { document = nil }
        let statement = RowStatement.degree(
            row.address,
            graduate: row.graduate,
            document: document,
            issuedAt: row.issuedAt,
            issuedBy: row.issuedBy,
            decision: row.decision
        )
        try connection.execute(
            """
            UPDATE degree
            SET document = \(document), seal = \(key.seal(statement))
            WHERE id = \(row.address)
            """
        )
    }

    private func sealDegreeEvents(_ done: inout SealedRows) async throws {
        let keys = keyring.current
        let (sealed, problems) = try await database.write { connection in
            var sealed = 0
            var problems: [String] = []
            let rows = try connection.all(
                "SELECT \(DegreeEventRow.columns) FROM degree_event WHERE seal IS NULL"
            ) { try DegreeEventRow($0) }
            for row in rows {
                guard let (key, _) = UncheckedRow.keyID(at: row.degree).flatMap(keys.codeKey) else {
                    problems.append("event \(row.id) of a degree: its key is not in the keyring")
                    continue
                }
                try row.set(seal: key.seal(row.statement), in: connection)
                sealed += 1
            }
            return (sealed, problems)
        }
        if sealed > 0 { done.trusted["degree_event"] = sealed }
        done.problems += problems
    }
}

/// Rows that a data key seals.
extension Registry {
    private func newSeal(_ statement: RowStatement, for seal: [UInt8]?) throws -> NewSeal {
        guard let seal else { return .first(try self.seal(statement)) }
        let keys = keyring.current
        guard keys.verdict(on: statement, sealed: seal) == .intact,
            keys.activeDataKey.map({ !seal.starts(with: $0.id) }) ?? false
        else { return .none }
        return .renewed(try self.seal(statement))
    }

    private func sealInstitutions(_ done: inout SealedRows) async throws {
        let (institutions, events) = try await database.write { connection in
            var counts = (SealCounts(), SealCounts())
            let rows = try connection.all("SELECT \(InstitutionRow.columns) FROM institution") {
                try InstitutionRow($0)
            }
            for row in rows {
                let seal = try newSeal(row.institution.statement, for: row.seal)
                try counts.0.count(seal) {
                    try row.institution.update(sealed: $0, in: connection)
                }
            }
            let events = try connection.all(
                "SELECT \(InstitutionEvent.columns) FROM institution_event"
            ) { try InstitutionEvent($0) }
            for event in events {
                let seal = try newSeal(event.statement, for: event.seal)
                try counts.1.count(seal) { try event.set(seal: $0, in: connection) }
            }
            return counts
        }
        done.add(institutions, of: "institution")
        done.add(events, of: "institution_event")
    }

    private func sealBulkJobs(_ done: inout SealedRows) async throws {
        let ids = try await database.read { connection in
            try connection.all("SELECT id FROM bulk_job ORDER BY id") { try $0.text(0) }
        }
        for id in ids {
            let (jobs, results) = try await database.write { connection in
                try sealBulkJob(id, in: connection)
            }
            done.add(jobs, of: "bulk_job")
            done.add(results, of: "bulk_job_result")
        }
    }

    private func sealBulkJob(
        _ id: String,
        in connection: Connection
    ) throws -> (jobs: SealCounts, results: SealCounts) {
        var counts = (SealCounts(), SealCounts())
        guard let job = try BulkJob.find(id, in: connection) else { return counts }
        let isEarlier =
            keyring.current.verdict(on: job.earlierStatement, sealed: job.seal) == .intact
        let seal = try newSeal(job.statement, for: isEarlier ? nil : job.seal)
        try counts.0.count(seal) { seal in
            try connection.execute("UPDATE bulk_job SET seal = \(seal) WHERE id = \(id)")
        }
        var last = 0
        while let results = try BulkJobResults.next(after: last, of: id, in: connection) {
            let seal = try newSeal(results.statement, for: results.seal)
            try counts.1.count(seal) { seal in
                try connection.execute(
                    """
                    UPDATE bulk_job_result SET seal = \(seal)
                    WHERE bulk_job = \(id) AND first = \(results.first)
                    """
                )
            }
            last = results.first
        }
        return counts
    }
}

/// A seal that a row gets instead of the one that it has.
private enum NewSeal {
    case none
    /// The row had none.
    case first([UInt8])
    /// The row had one under a former key.
    case renewed([UInt8])
}

/// How many rows of a table got a seal.
private struct SealCounts: Sendable {
    var first = 0
    var renewed = 0

    /// Writes a new seal, if there is one, and counts it.
    mutating func count(_ seal: NewSeal, _ write: ([UInt8]) throws -> Void) throws {
        switch seal {
        case .none: return
        case .first(let seal):
            try write(seal)
            first += 1
        case .renewed(let seal):
            try write(seal)
            renewed += 1
        }
    }
}

extension SealedRows {
    fileprivate mutating func add(_ counts: SealCounts, of table: String) {
        if counts.first > 0 { trusted[table, default: 0] += counts.first }
        renewed += counts.renewed
    }
}
