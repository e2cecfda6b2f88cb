import Foundation
import Persian
import Registry
import VerifyCore

/// Files at the database: processed by this process, or by a daemon that claims them first.
extension LocalRegistry {
    /// The unique name of this process among the workers of a database.
    private static let worker = "verify-cli-\(getpid())-\(Hex.encode(Random.bytes(4)))"
    /// The pause between two polls of a file that a daemon has claimed.
    private static let pause = Duration.milliseconds(200)

    func importGraduates(
        _ request: UploadRequest,
        progress: @escaping ProgressHandler
    ) async throws -> UploadReport {
        let id = try await registry.beginUpload(
            by: actor,
            issues: request.issue,
            isDryRun: request.dryRun,
            at: Moment.now
        )
        try await store(request.file, as: id)
        let upload = try await finish(id, progress) {
            JSON(try await registry.upload(id, by: actor))
        }
        if let results = request.results {
            try await write(registry.file(.results, ofUpload: id, by: actor), to: results)
        }
        if let errors = request.errors {
            try await write(registry.file(.errors, ofUpload: id, by: actor), to: errors)
        }
        return UploadReport(object: upload)
    }

    func check(
        _ request: BatchRequest,
        progress: @escaping ProgressHandler
    ) async throws -> UploadReport {
        let consent = try request.consent.map {
            try Verifier.Consent(purpose: $0.purpose, reference: $0.reference)
        }
        let verifier = Verifier.organisation(id: actor.label, name: actor.label, consent: consent)
        let id = try await registry.beginBatch(for: verifier, at: Moment.now)
        try await store(request.file, as: id)
        let batch = try await finish(id, progress) {
            JSON(try await registry.batch(id, for: verifier))
        }
        if let out = request.out {
            try await write(registry.file(.results, ofBatch: id, for: verifier), to: out)
        }
        if let errors = request.errors {
            try await write(registry.file(.errors, ofBatch: id, for: verifier), to: errors)
        }
        return UploadReport(object: batch)
    }

    /// Stores the file in the database; one that cannot be read to its end is discarded.
    private func store(_ file: InputFile, as id: String) async throws {
        do {
            try await file.read(chunk: BulkJobLimits.chunkBytes) { chunk in
                try await registry.append(chunk, to: id, at: Moment.now)
            }
            try await registry.finishReceiving(id, at: Moment.now)
        } catch {
            try? await registry.discard(id)
            throw error
        }
    }

    /// Processes a stored file until it is done; returns the resource that `look` then reads.
    private func finish(
        _ id: String,
        _ progress: @escaping ProgressHandler,
        _ look: () async throws -> JSON
    ) async throws -> JSON {
        while true {
            let resource = try await look()
            switch resource["state"]?.string.flatMap(BulkJobState.init) {
            case .done: return resource
            case .failed: throw Failure(unread: resource)
            case .receiving, .queued, .working, nil: try await work(on: id, progress)
            }
        }
    }

    private func work(on id: String, _ progress: @escaping ProgressHandler) async throws {
        let isOurs = try await registry.process(
            id,
            worker: Self.worker,
            clock: { Moment.now },
            progress: { progress($0, $1) }
        )
        if !isOurs { try await Task.sleep(for: Self.pause) }
    }

    private func write(_ file: BulkJobFile, to output: OutputFile) async throws {
        var file = file
        let handle = try output.open()
        while let chunk = try await file.next() {
            try output.append(chunk, to: handle)
        }
    }
}
