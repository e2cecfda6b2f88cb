import Accounts
import Casework
import Foundation
import TestDatabases
import Testing

@testable import Web
@testable import verifyd

/// The senders that settings make, and the secrets that they never show.
@Suite struct MessageSettingTests {
    private func settings(_ texts: [String: String]) throws -> Settings {
        let base = ["public-url": "https://sehat.example.ir"]
        let all = base.merging(texts) { _, given in given }
        return try Settings([SettingSource(origin: "test", texts: all)])
    }

    /// Runs `body` with the path of a file that has a secret.
    private func withSecret(
        _ secret: String,
        mode: Int = 0o600,
        _ body: (String) throws -> Void
    ) throws {
        let folder = try TemporaryDirectory.make("secret")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "key").path
        let isMade = FileManager.default.createFile(
            atPath: path,
            contents: Data("\(secret)\n".utf8),
            attributes: [.posixPermissions: mode]
        )
        #expect(isMade)
        try body(path)
    }

    @Test func `senders are those of the settings, in the order in which they are tried`() throws {
        try withSecret("4d5f") { path in
            let senders = try settings([
                "smtp.server": "smtps://mail.example.ir", "smtp.sender": "no-reply@example.ir",
                "sms.gateway": "https://sms.example.ir/v1", "sms.key-file": path,
                "sms.line": "10004346", "sms.second-gateway": "https://other.example.ir",
                "sms.second-key-file": path, "sms.second-line": "3000",
            ])
            .messageSenders(development: nil)
            #expect(senders.map(\.name) == ["smtp", "sms", "sms-second"])
        }
    }

    @Test
    func `a secret that others can read, or that is missing, stops the start without showing it`()
        throws
    {
        let gateway = ["sms.gateway": "https://sms.example.ir/v1", "sms.line": "10004346"]
        try withSecret("4d5f-secret", mode: 0o644) { path in
            let settings = try settings(gateway.merging(["sms.key-file": path]) { $1 })
            let error = #expect(throws: Settings.Faults.self) {
                try settings.messageSenders(development: nil)
            }
            #expect(error?.all.first?.description.contains("other users may read") == true)
            #expect(error.map { "\($0)".contains("4d5f") } == false)
        }
        try withSecret("4d5f/../secret") { path in
            let settings = try settings(gateway.merging(["sms.key-file": path]) { $1 })
            let error = #expect(throws: Settings.Faults.self) {
                try settings.messageSenders(development: nil)
            }
            #expect(error.map { "\($0)".contains("4d5f") } == false)
        }
        let error = #expect(throws: Settings.Faults.self) {
            try settings(gateway).messageSenders(development: nil)
        }
        #expect(error?.all == [.missing(name: "sms.key-file")])
    }

    @Test(arguments: [
        ("smtp.server", "mail.example.ir"), ("smtp.server", "http://mail.example.ir"),
        ("smtp.server", "smtp://user:pass@mail.example.ir"), ("smtp.server", "smtp://"),
        ("sms.gateway", "https://sms.example.ir/v1?key=1"), ("sms.gateway", "ftp://sms.example.ir"),
        ("sms.line", "+98"), ("sms.line", ""),
    ])
    func `an address with a name, a query or another scheme is malformed`(
        _ name: String,
        _ text: String
    ) throws {
        #expect(throws: Settings.Faults.self) { try settings([name: text]) }
    }

    @Test func `messages of development are on the page there, and the page is nowhere else`()
        async throws
    {
        let development = ["environment": "development", "public-url": "http://127.0.0.1:8080"]
        try await TestApp.with(development) { test in
            let shown = try #require(test.app.domain.developmentMessages)
            #expect(shown.channels == [.sms, .email])
        }
        try await TestApp.with { test in
            #expect(test.app.domain.developmentMessages == nil)
        }
    }
}
