import Accounts
import Foundation
import HTTPTypes
import Registry
import Testing

@testable import Web
@testable import verifyd

/// Every operation of the API that is not of cases, with every kind of client, with an own object, one of another university and
/// none; `CaseAuthorizationTests` has those of cases.
///
/// The rows are in `Scripts/operation-authorization.txt`, as those of pages are: an operation without a row fails.
struct OperationAuthorizationTests {
    private static let columns = ["own", "foreign", "absent"]
    private static let absent = "00000000-0000-4000-8000-000000000000"

    /// The clients: the name of a key, or of nothing.
    private static let clients = ["visitor", "wrong", "employer", "tehran", "sharif", "admin"]

    /// Operations whose body is a file, with one that is refused behind the check of the client.
    private static let files: Set<String> = ["batches", "uploads"]

    @Test func `each client does what its row has, and a denial looks like absence`() async throws {
        let expected = try Self.expected()
        let operations = OpenAPI.Description.api.operations.filter { $0.tag != "cases" }
        try await TestApp.with(["rate-limits": "off"]) { test in
            let objects = try await Self.objects(test)
            var seen: Set<String> = []
            for operation in operations {
                var cells: [String] = []
                for client in Self.clients {
                    cells.append(try await Self.cell(operation, client, objects, test))
                }
                let name = "\(operation.method.uppercased()) \(operation.path)"
                seen.insert(name)
                let row = cells.joined(separator: " | ")
                #expect(expected[name] == row, "\(name) | \(row)")
            }
            for name in expected.keys where !seen.contains(name) {
                Issue.record("\(name) is in the table, and no operation")
            }
        }
    }

    /// The objects by the beginning of their address: one of 1001, one of 1002.
    private static func objects(_ test: TestApp) async throws -> [String: [String]] {
        let (registry, now) = (test.app.domain.registry, test.clock.now)
        var uploads: [String] = []
        for code in ["1001", "1002"] {
            let id = try await registry.beginUpload(
                by: .institution(code: code, name: "test"),
                at: now
            )
            try await registry.append(Array("x\n1\n".utf8), to: id, at: now)
            try await registry.finishReceiving(id, at: now)
            uploads.append(id)
        }
        let employer = Verifier.organisation(id: "other", name: "other", consent: nil)
        let batch = try await registry.beginBatch(for: employer, at: now)
        try await registry.append(Array("code\n1\n".utf8), to: batch, at: now)
        try await registry.finishReceiving(batch, at: now)
        _ = try await test.obey("work")
        let degree = test.variables["genuine_id"] ?? ""
        return [
            "/api/v1/uploads": uploads, "/api/v1/transcripts": uploads,
            "/api/v1/batches": [batch, batch], "/api/v1/degrees": [degree, degree],
            "/api/v1/institutions": ["1001", "1002"],
        ]
    }

    private static func cell(
        _ operation: OpenAPI.Operation,
        _ client: String,
        _ objects: [String: [String]],
        _ test: TestApp
    ) async throws -> String {
        let hasObject = operation.path.contains("{")
        var answers: [TestApp.Answer] = []
        for column in columns.indices where hasObject || column == 0 {
            var path = operation.path
            if hasObject {
                let found = objects.first { path.hasPrefix($0.key) }
                let ids = try #require(found?.value, "\(path) has no object")
                let id = column < ids.count ? ids[column] : absent
                for name in ["{id}", "{code}"] { path = path.replacing(name, with: id) }
            }
            answers.append(try await send(operation, path, client, test))
        }
        let last = answers[answers.count - 1]
        for (column, answer) in answers.enumerated()
        where answer.status == 404 || answer.status == last.status && answer.status >= 400 {
            #expect(
                answer.withoutID == last.withoutID,
                "\(operation.id) \(client) \(columns[column])"
            )
        }
        let statuses = answers.map { String($0.status) }
        let text = Set(statuses).count == 1 ? statuses[0] : statuses.joined(separator: "/")
        return "\(client) \(text)"
    }

    private static func send(
        _ operation: OpenAPI.Operation,
        _ path: String,
        _ client: String,
        _ test: TestApp
    ) async throws -> TestApp.Answer {
        var fields: HTTPFields = [.acceptLanguage: "en"]
        switch client {
        case "visitor": break
        case "wrong": fields[.authorization] = "Bearer saorg_wrong"
        default: fields[.authorization] = "Bearer \(test.variables["\(client)_key"] ?? "")"
        }
        guard operation.body != nil,
            let method = HTTPRequest.Method(operation.method.uppercased())
        else {
            return try await test.send(
                HTTPRequest.Method(operation.method.uppercased()) ?? .get,
                path,
                fields,
                ""
            )
        }
        let isFile = files.contains(operation.tag)
        fields[.contentType] = isFile ? "text/csv" : "application/json"
        let body = isFile ? "?\n1\n" : "{}"
        fields[.contentLength] = String(body.utf8.count)
        return try await test.send(method, path, fields, body)
    }

    /// The rows of the table by method and address.
    private static func expected() throws -> [String: String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: "Scripts/operation-authorization.txt")
        var rows: [String: String] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        where !line.hasPrefix("#") {
            let parts = line.split(separator: " | ", maxSplits: 1)
            guard parts.count == 2 else { continue }
            rows[String(parts[0])] = String(parts[1])
        }
        return rows
    }
}
