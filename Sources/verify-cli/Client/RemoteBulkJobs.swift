import Foundation
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
        // NDJSON begins with a brace, a line of titles never does.
        let isLines = data.first { !(0x09...0x20).contains($0) } == UInt8(ascii: "{")
        let reply = try await client.post(path, isLines ? .lines(data) : .csv(data))
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
        let reply = try await client.post(
            address.string ?? "",
            .csv(Data(try request.file.bytes()))
        )
        return try await finish(reply, results: request.out, errors: request.errors, progress)
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
