import Foundation
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

struct PrivacyTests {
    @Test(arguments: ScriptTests.names)
    func `a session leaves no code, token, number or name in the log and the metrics`(
        _ name: String
    ) async throws {
        let text = try String(
            contentsOf: ScriptTests.folder.appending(path: name),
            encoding: .utf8
        )
        try await TestApp.with { test in
            var script = try HTTPScript(test)
            // The limits differ from what the script expects; the requests are the same.
            try? await script.run(text)
            let metrics = test.app.metricsText
            #expect(test.logged.text.contains("\"message\":\"request\""))
            var secrets = test.secrets
            for message in try await test.messages() {
                secrets["recipient of \(message.template)"] = message.recipient
                secrets["mobile of \(message.template)"] = String(message.recipient.suffix(10))
                secrets["code of \(message.template)"] = message.code.map { "\"\($0)\"" }
            }
            for (name, value) in script.cookies { secrets["cookie \(name)"] = value }
            #expect(secrets.count > 12)
            for (place, text) in [("log", test.logged.text), ("metrics", metrics)] {
                #expect(secrets.filter { text.contains($0.value) }.map(\.key) == [], "\(place)")
            }
            for problem in script.problems {
                #expect(secrets.filter { problem.contains($0.value) }.map(\.key) == [])
            }
        }
    }

    @Test func `no log holds the path of a request`() async throws {
        try await TestApp.with { test in
            var script = try HTTPScript(test)
            try await script.run("> GET /Q/SOMETHING?name=secret\n> GET /api/v1/SOMETHING")
            #expect(!test.logged.text.lowercased().contains("something"))
            #expect(!test.logged.text.contains("secret"))
        }
    }
}

extension TestApp {
    /// The values that may appear in no log and no metric, by name.
    fileprivate var secrets: [String: String] {
        var secrets = [
            "family name": "کاظمی", "Latin name": "Kazemi", "given name": "مینودخت",
            "other name": "رضایی", "registered name": "Karimi", "number": String.nationalID(1),
        ]
        for (name, value) in variables where !name.hasSuffix("_id") || name.contains("national") {
            secrets[name] = value
            if value.contains(" ") { secrets["\(name), bare"] = value.replacing(" ", with: "") }
        }
        return secrets
    }
}
