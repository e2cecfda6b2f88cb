import Persian
import Store
import VerifyCore

/// Asks the register about the codes of a batch.
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
    ) throws -> PartResults {
        held.beginTransaction()
        var part = PartResults()
        var misses = try BulkJob.find(id, in: connection).map { Batch($0).misses } ?? 0
        var writer = JSONWriter(capacity: records.count * 256)
        try writer.array { writer in
            for record in records {
                let looksUp = misses < BulkJobLimits.misses
                let result = try result(of: record, looksUp, at: now, in: connection)
                if let verdict = result.verdict, verdict.isMiss { misses += 1 }
                part.counts[result.verdict?.rawValue ?? Batch.unreadableCount, default: 0] += 1
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
            // What is only mistyped is told without looking it up.
            if !looksUp, (try? AuthenticityCode(parsing: typed)) != nil {
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
    /// Whether it is what a guess would get.
    fileprivate var isMiss: Bool { self == .notFound || self == .rateLimited }
}

extension Batch {
    /// How many codes have found nothing so far.
    fileprivate var misses: Int { counts.filter { $0.key.isMiss }.values.reduce(0, +) }
}

extension Registry {
    func processBatch(
        _ delivery: BulkJob,
        _ bytes: BulkJobBytes,
        _ run: BulkJobRun
    ) async throws {
        let verifier = try verifier(of: delivery)
        let survey = try await FileInspection.of(delivery, bytes, by: run)
        let columns = BatchColumns(survey.titles)
        let total = survey.total + (columns.hasNoTitles ? 1 : 0)
        if total == 0 || survey.titles == nil { throw BulkJobProblem(.empty) }
        var limit = BulkJobLimits.records
        if case .visitor = verifier { limit = BulkJobLimits.visitorCodes }
        if total > limit { throw BulkJobProblem(.tooManyRecords, limit: limit) }
        try await run.keep(survey, total: total, ignored: [])
        let source = RecordSource(
            of: bytes,
            in: .csv,
            encoding: survey.encoding,
            hasTitles: !columns.hasNoTitles
        )
        var counted = delivery
        counted.total = total
        let work = BatchWork(
            registry: self,
            id: delivery.id,
            verifier: verifier,
            columns: columns,
            held: holdReservations()
        )
        try await run.work(counted, source, work)
    }

    private func verifier(of delivery: BulkJob) throws -> Verifier {
        switch delivery.owner {
        case .visitor:
            return .visitor
        case .organisation(let name):
            if delivery.purpose.isEmpty { return .organisation(name: name, consent: nil) }
            let consent = try Verifier.Consent(
                purpose: delivery.purpose,
                reference: delivery.consentReference
            )
            return .organisation(name: name, consent: consent)
        case .saorg, .institution:
            throw BulkJobError.notFound
        }
    }
}
