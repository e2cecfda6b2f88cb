package import Persian
import Store
package import VerifyCore

/// A file of codes to be checked, as a resource with progress.
package struct Batch: Sendable {
    /// By which it is asked for; it cannot be guessed.
    package let id: String
    /// Where it stands.
    package let state: BulkJobState
    /// Why a registered organisation asks; nil without consent.
    package let purpose: String?
    /// The bytes that have arrived.
    package let bytes: Int
    /// The codes of the file; nil until they were counted.
    package let total: Int?
    /// The codes that have verdicts.
    package let records: Int
    /// How many codes got a verdict.
    package let counts: [Verdict: Int]
    /// Lines that could not be read at all.
    package let unreadable: Int
    /// Why the file could not be read, or not to its end.
    package let problem: BulkJobProblem?
    package let createdAt: Timestamp
    package let finishedAt: Timestamp?

    /// The name of the count of lines that could not be read.
    static let unreadableCount = "unreadable"

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
        problem = job.problem
        createdAt = job.createdAt
        finishedAt = job.finishedAt
    }
}

extension Registry {
    /// Begins a batch and returns its identifier; its bytes follow by `append`, then `finishReceiving`.
    ///
    /// A visitor's answers are those of T0, with a right datum beside a code those of T1; with the graduates'
    /// consent a registered organisation's are T3 (design §6).
    package func beginBatch(for verifier: Verifier, at now: Timestamp) async throws -> String {
        let owner: BulkJob.Owner
        var consent: Verifier.Consent?
        switch verifier {
        case .visitor:
            owner = .visitor
        case .organisation(let name, let given):
            owner = .organisation(name: name)
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

    /// A batch as its sender sees it; anybody else is told `.notFound`.
    ///
    /// A visitor's is seen by whoever has its identifier, which cannot be guessed.
    package func batch(_ id: String, for verifier: Verifier) async throws -> Batch {
        let job = try await bulkJob(id, of: .codes) { job in
            switch (job.owner, verifier) {
            case (.visitor, _): true
            case (.organisation(let owner), .organisation(let name, _)): owner == name
            case (.organisation, .visitor), (.saorg, _), (.institution, _): false
            }
        }
        return Batch(job)
    }

    /// A file of a batch's results so far; errors are the codes that are not in force.
    package func file(
        _ part: BulkJobFile.Part,
        ofBatch id: String,
        for verifier: Verifier,
        in language: any KeyPath<Wording, String> & Sendable = \.fa
    ) async throws -> BulkJobFile {
        _ = try await batch(id, for: verifier)
        return BulkJobFile(of: id, part, titles: BatchResult.columns, in: database) {
            json,
            writer,
            _ in
            for result in (json.array ?? []).map({ BatchResult($0) })
            where part == .results || result.isError {
                result.write(to: &writer, in: language)
            }
        }
    }
}
