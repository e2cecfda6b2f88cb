import Persian
import Store
import VerifyCore

/// Looks up the codes of a batch.
struct BatchWork: RecordWork {
    let registry: Registry
    /// The batch.
    let id: String
    let verifier: Verifier
    let columns: BatchColumns
    /// The guesses of the part that is being kept.
    let held: HeldReservations

    func prepare(_ records: [RawRecord], at now: Timestamp) async throws -> [RawRecord] { records }

    func keep(
        _ records: [RawRecord],
        at now: Timestamp,
        in connection: Connection
    ) throws -> RecordResults {
        held.beginTransaction()
        var part = RecordResults()
        var misses = try BulkJob.find(id, in: connection).map { Batch($0).misses } ?? 0
        var writer = JSONWriter(capacity: records.count * 256)
        try writer.array { writer in
            for record in records {
                let looksUp = misses < verifier.mostMisses
                let (looked, isFormerGuess) =
                    try result(of: record, looksUp, at: now, in: connection)
                var result = looked
                result.place = CellPlace(of: record.origin, columns.cell)
                let verdict = result.countedVerdict
                if isFormerGuess || verdict?.isMiss == true { misses += 1 }
                if isFormerGuess { part.counts[Batch.formerGuessCount, default: 0] += 1 }
                part.counts[verdict?.rawValue ?? Batch.unreadableCount, default: 0] += 1
                if result.isError { part.errors += 1 }
                result.write(to: &writer)
            }
        }
        part.lines = writer.bytes
        return part
    }

    private func result(
        of record: RawRecord,
        _ looksUp: Bool,
        at now: Timestamp,
        in connection: Connection
    ) throws -> (result: BatchResult, isFormerGuess: Bool) {
        switch record.content {
        case .fault(let code):
            return (BatchResult(record.number, unreadable: code), false)
        case .object:
            return (BatchResult(record.number, unreadable: .csv), false)
        case .cells(let row):
            let question = columns.question(of: row)
            guard case .code(let typed) = question.subject else {
                return (BatchResult(record.number, unreadable: .csv), false)
            }
            if !looksUp, Self.isLookedUp(typed) {
                return (BatchResult(passedOver: record.number, typed: typed), false)
            }
            let answer = try registry.examine(
                question,
                from: verifier,
                at: now,
                holding: held,
                in: connection
            )
            return (BatchResult(record.number, typed: typed, answer), answer.isFormerGuess)
        }
    }

    /// Whether the register is read for a text: for a code, and for twenty other digits.
    ///
    /// Those may be a code of the former system. Other texts get their verdict without a look-up.
    private static func isLookedUp(_ typed: String) -> Bool {
        do {
            return Specimen.with(try AuthenticityCode(parsing: typed)) == nil
        } catch {
            return error.digits != nil
        }
    }
}

extension Verifier {
    /// How many codes of a batch may be looked up in vain.
    fileprivate var mostMisses: Int {
        switch self {
        case .visitor: BulkJobLimits.visitorMisses
        case .organisation: BulkJobLimits.misses
        }
    }
}

extension Verdict {
    /// Whether a guessed code would get this verdict.
    fileprivate var isMiss: Bool { self == .notFound || self == .rateLimited }
}

extension Batch {
    /// The number of codes so far that were looked up in vain, and of those that were not looked up any more.
    fileprivate var misses: Int {
        counts.filter { $0.key.isMiss }.values.reduce(0, +) + formerGuesses
    }
}

/// What a batch has cost its sender.
package struct BatchCost: Sendable, Equatable {
    /// Codes that were looked up and found.
    package let hits: Int
    /// Codes that were looked up in vain.
    package let misses: Int
}

extension Registry {
    /// Returns what a batch has cost when it is done; nil before that, and no cost for one that is deleted.
    package func cost(ofBatch id: String) async throws -> BatchCost? {
        guard let job = try await database.lookUp({ try BulkJob.find(id, in: $0) }) else {
            return BatchCost(hits: 0, misses: 0)
        }
        guard job.state.isFinal else { return nil }
        let batch = Batch(job)
        let most = job.owner == .visitor ? BulkJobLimits.visitorMisses : BulkJobLimits.misses
        let free: Set<Verdict> = [.mistyped, .truncated, .reversed]
        return BatchCost(
            hits: batch.counts.filter { !$0.key.isMiss && !free.contains($0.key) }.values
                .reduce(0, +),
            misses: min(batch.misses, most)
        )
    }
}

extension Registry {
    func processBatch(
        _ job: BulkJob,
        _ bytes: BulkJobBytes,
        _ run: BulkJobRun
    ) async throws {
        let verifier = try verifier(of: job)
        var limit = BulkJobLimits.records
        if case .visitor = verifier { limit = BulkJobLimits.visitorCodes }
        let inspection = try await FileInspection.of(job, bytes, by: run, limit: limit) {
            BatchColumns.titles(among: $0)
        } leavingOut: {
            BatchColumns.closingLines(of: $0)
        }
        if inspection.total == 0 { throw BulkJobProblem(.empty) }
        if inspection.total > limit { throw BulkJobProblem(.tooManyRecords, limit: limit) }
        let columns = BatchColumns(inspection.titles)
        try await run.keep(inspection, total: inspection.total, ignored: columns.ignored)
        var counted = job
        counted.total = inspection.total
        let work = BatchWork(
            registry: self,
            id: job.id,
            verifier: verifier,
            columns: columns,
            held: holdReservations()
        )
        try await run.work(counted, try await inspection.source(of: bytes), work)
    }

    private func verifier(of job: BulkJob) throws -> Verifier {
        switch job.owner {
        case .visitor:
            return .visitor
        case .organisation(let id, let name):
            if job.purpose.isEmpty { return .organisation(id: id, name: name, consent: nil) }
            let consent = try Verifier.Consent(
                purpose: job.purpose,
                reference: job.consentReference
            )
            return .organisation(id: id, name: name, consent: consent)
        case .saorg, .institution:
            throw BulkJobError.notFound
        }
    }
}
