import Foundation
import Registry
import Tabular
import VerifyCore

/// Files that a server processes: sent, then polled until they are done.
extension RemoteRegistry {
    /// The pause between two polls.
    private static let pause = Duration.milliseconds(400)

    func importGraduates(
        _ request: UploadRequest,
        progress: @escaping ProgressHandler
    ) async throws -> UploadReport {
        var query: [String] = []
        if request.issue { query.append("issue=true") }
        if request.dryRun { query.append("dry_run=true") }
        let data = Data(try request.file.bytes())
        let path = "/api/v1/uploads" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        let reply = try await client.post(path, .file(data, Self.format(of: data)))
        return try await finish(reply, results: request.results, errors: request.errors, progress)
    }

    func check(
        _ request: BatchRequest,
        progress: @escaping ProgressHandler
    ) async throws -> UploadReport {
        var address = URLComponents()
        address.path = "/api/v1/batches"
        if let consent = request.consent {
            address.queryItems = [
                .init(name: "purpose", value: consent.purpose),
                .init(name: "consent_reference", value: consent.reference),
            ]
        }
        let data = Data(try request.file.bytes())
        // A batch has no objects in its lines.
        let format = Self.format(of: data)
        let reply = try await client.post(
            address.string ?? "",
            .file(data, format == .ndjson ? .csv : format)
        )
        return try await finish(reply, results: request.out, errors: request.errors, progress)
    }

    /// The format that is declared for a file; the server looks at its bytes too.
    private static func format(of data: Data) -> BulkJobFormat {
        if FileSignature(head: data.prefix(FileSignature.headBytes))?.mayBeWorkbook == true {
            return .xlsx
        }
        // NDJSON begins with a brace, a line of titles never does.
        let first = data.first { !(0x09...0x20).contains($0) }
        return first == UInt8(ascii: "{") ? .ndjson : .csv
    }

    private func finish(
        _ reply: ServerClient.Reply,
        results: OutputFile?,
        errors: OutputFile?,
        _ progress: ProgressHandler
    ) async throws -> UploadReport {
        guard let address = reply.location else {
            throw Failure.server("the server accepted the file without a Location header")
        }
        var resource = try reply.json()
        while resource["state"]?.string != "done" {
            if resource["state"]?.string == "failed" { throw Failure(unread: resource) }
            try await Task.sleep(for: Self.pause)
            resource = try await client.get(address).json()
            progress(
                Int(resource["records"]?.integer ?? 0),
                (resource["total"]?.integer).map(Int.init)
            )
        }
        if let results {
            try results.write(results: try await client.file("\(address)/results.csv"))
        }
        if let errors { try errors.write(results: try await client.file("\(address)/errors.csv")) }
        return UploadReport(object: resource)
    }
}
