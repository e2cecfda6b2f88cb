package import Persian
import Store
package import VerifyCore

/// A file of codes to be checked, as a resource with progress.
package struct Batch: Sendable {
    /// The identifier by which clients request it; it cannot be guessed.
    package let id: String
    /// The state of its processing.
    package let state: BulkJobState
    /// The purpose that a registered organisation names; nil without consent.
    package let purpose: String?
    /// The bytes that have arrived.
    package let bytes: Int
    /// The number of codes in the file; nil until they were counted.
    package let total: Int?
    /// The number of codes that have verdicts.
    package let records: Int
    /// The number of codes with each verdict.
    package let counts: [Verdict: Int]
    /// The number of lines that could not be read.
    package let unreadable: Int
    /// Titles that name no column; their cells were not read.
    package let ignoredColumns: [String]
    /// Why the file could not be read, or not to its end; nil without a problem.
    package let problem: BulkJobProblem?
    package let createdAt: Timestamp
    package let finishedAt: Timestamp?

    /// Digits that were looked up in vain as codes of the former system; their verdict is MISTYPED or alike.
    let formerGuesses: Int

    /// The columns of the results file and of the errors file, in their order.
    package static var resultColumns: [String] { BatchResult.columns }

    /// The name of the count of lines that could not be read.
    static let unreadableCount = "unreadable"
    /// The name of the count of `formerGuesses`.
    static let formerGuessCount = "former_guesses"

    init(_ job: BulkJob) {
        id = job.id
        state = job.state
        purpose = job.purpose.isEmpty ? nil : job.purpose
        bytes = job.bytes
        total = job.total
        records = job.records
        let known = job.counts.compactMap { name, count in
            Verdict(rawValue: name).map { ($0, count) }
        }
        counts = Dictionary(uniqueKeysWithValues: known)
        unreadable = job.counts[Self.unreadableCount] ?? 0
        formerGuesses = job.counts[Self.formerGuessCount] ?? 0
        ignoredColumns = job.ignored
        problem = job.problem
        createdAt = job.createdAt
        finishedAt = job.finishedAt
    }
}

extension Registry {
    /// Begins a batch and returns its identifier; its bytes follow by `append`, then `finishReceiving`.
    ///
    /// A visitor gets the answers of tier T0, and of T1 for a code with a matching datum next to it; a registered
    /// organisation with the graduates' consent gets those of T3 (docs/ARCHITECTURE.md).
    package func beginBatch(for verifier: Verifier, at now: Timestamp) async throws -> String {
        let owner: BulkJob.Owner
        var consent: Verifier.Consent?
        switch verifier {
        case .visitor:
            owner = .visitor
        case .organisation(let id, let name, let given):
            owner = .organisation(id: id, name: name)
            consent = given
        }
        let job = BulkJob(
            id: RecordID.random().description,
            kind: .codes,
            owner: owner,
            purpose: consent?.purpose ?? "",
            consentReference: consent?.reference ?? "",
            format: .csv,
            at: now
        )
        try await begin(job)
        return job.id
    }

    /// Returns a batch to its sender.
    ///
    /// A visitor's batch is returned to every caller who has its identifier, which cannot be guessed.
    ///
    /// - Throws: `BulkJobError.notFound` for other verifiers too.
    package func batch(_ id: String, for verifier: Verifier) async throws -> Batch {
        let job = try await bulkJob(id, of: .codes) { job in
            switch (job.owner, verifier) {
            case (.visitor, _): true
            case (.organisation(let owner, let name), .organisation(let id, let own, _)):
                owner.isEmpty ? name == own : owner == id
            case (.organisation, .visitor), (.saorg, _), (.institution, _): false
            }
        }
        return Batch(job)
    }

    /// Returns a file of a batch's results so far; `.errors` has the codes that are not in force.
    package func file(
        _ part: BulkJobFile.Part,
        ofBatch id: String,
        for verifier: Verifier,
        in language: any KeyPath<Wording, String> & Sendable = \.fa
    ) async throws -> BulkJobFile {
        let batch = try await batch(id, for: verifier)
        return BulkJobFile(
            of: id,
            records: batch.records,
            part,
            titles: BatchResult.columns,
            closing: BatchResult.lines(ignoring: batch.ignoredColumns, part, in: language),
            from: self
        ) { json, writer, _ in
            for result in (json.array ?? []).map({ BatchResult($0) })
            where part == .results || result.isError {
                result.write(to: &writer, in: language)
            }
        }
    }
}

extension Batch {
    /// The sentence that names the titles that were not read; nil when all were.
    package var ignoredWording: Wording? {
        ignoredColumns.isEmpty ? nil : IgnoredTitles.wording(ignoredColumns)
    }
}
