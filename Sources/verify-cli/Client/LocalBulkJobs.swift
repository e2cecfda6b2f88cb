import Foundation
import Persian
import Registry
import VerifyCore

/// Files at the database: worked through by this process, or by a daemon that is quicker.
extension LocalRegistry {
    /// Among the workers of a database this process has a name of its own.
    private static let worker = "verify-cli-\(getpid())-\(Hex.encode(Random.bytes(4)))"
    /// How often it is looked whether a daemon that took the file is done.
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
        try await deliver(request.file, as: id)
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
        let verifier = Verifier.organisation(name: actor.label, consent: consent)
        let id = try await registry.beginBatch(for: verifier, at: Moment.now)
        try await deliver(request.file, as: id)
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

    /// Puts the file into the database; one that cannot be read to its end is dropped again.
    private func deliver(_ file: InputFile, as id: String) async throws {
        do {
            try await file.read(chunk: BulkJobLimits.chunkBytes) { piece in
                try await registry.append(piece, to: id, at: Moment.now)
            }
            try await registry.finishReceiving(id, at: Moment.now)
        } catch {
            try? await registry.discard(id)
            throw error
        }
    }

    /// Works on a delivered file until it is done; returns what `look` then sees of it.
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
        while let piece = try await file.next() {
            try output.append(piece, to: handle)
        }
    }
}
