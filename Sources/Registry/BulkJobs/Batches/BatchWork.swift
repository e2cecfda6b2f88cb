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
                let looksUp = misses < BulkJobLimits.misses
                var result = try result(of: record, looksUp, at: now, in: connection)
                result.place = record.row.flatMap { CellPlace(in: $0, columns.cell) }
                let verdict = result.countedVerdict
                if let verdict, verdict.isMiss { misses += 1 }
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
    ) throws -> BatchResult {
        switch record.content {
        case .fault(let code):
            return BatchResult(record.number, unreadable: code)
        case .object:
            return BatchResult(record.number, unreadable: .csv)
        case .cells(let row):
            let question = columns.question(of: row)
            guard case .code(let typed) = question.subject else {
                return BatchResult(record.number, unreadable: .csv)
            }
            // A mistyped code and one that is published for tests get their verdicts without a look-up.
            if !looksUp, let code = try? AuthenticityCode(parsing: typed),
                Specimen.with(code) == nil
            {
                return BatchResult(passedOver: record.number, typed: typed)
            }
            let answer = try registry.examine(
                question,
                from: verifier,
                at: now,
                holding: held,
                in: connection
            )
            return BatchResult(record.number, typed: typed, answer)
        }
    }
}

extension Verdict {
    /// Whether a guessed code would get this verdict.
    fileprivate var isMiss: Bool { self == .notFound || self == .rateLimited }
}

extension Batch {
    /// The number of codes so far that were not found.
    fileprivate var misses: Int { counts.filter { $0.key.isMiss }.values.reduce(0, +) }
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
        case .organisation(let name):
            if job.purpose.isEmpty { return .organisation(name: name, consent: nil) }
            let consent = try Verifier.Consent(
                purpose: job.purpose,
                reference: job.consentReference
            )
            return .organisation(name: name, consent: consent)
        case .saorg, .institution:
            throw BulkJobError.notFound
        }
    }
}
