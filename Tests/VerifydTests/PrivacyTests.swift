import Foundation
import Testing

@testable import verifyd

struct PrivacyTests {
    @Test(arguments: ScriptTests.names)
    func `a session leaves no code, token, number or name in the log and the metrics`(
        _ name: String
    ) async throws {
        let script = try String(
            contentsOf: ScriptTests.folder.appending(path: name),
            encoding: .utf8
        )
        try await TestHouse.with { house in
            var play = try Play(house)
            // Limits differ from what the script wants; what is asked is asked all the same.
            try? await play.play(script)
            let metrics = Prometheus.text(of: house.house.metrics, remembering: 0)
            #expect(house.logged.text.contains("\"message\":\"request\""))
            let secrets = house.secrets
            #expect(secrets.count > 12)
            for (place, text) in [("log", house.logged.text), ("metrics", metrics)] {
                #expect(secrets.filter { text.contains($0.value) }.map(\.key) == [], "\(place)")
            }
            for problem in play.problems {
                #expect(secrets.filter { problem.contains($0.value) }.map(\.key) == [])
            }
        }
    }

    @Test func `an address that was asked for stands in no log`() async throws {
        try await TestHouse.with { house in
            var play = try Play(house)
            try await play.play("> GET /Q/SOMETHING?name=secret\n> GET /api/v1/SOMETHING")
            #expect(!house.logged.text.lowercased().contains("something"))
            #expect(!house.logged.text.contains("secret"))
        }
    }
}

extension TestHouse {
    /// What nobody but who is told may read, by what it is.
    fileprivate var secrets: [String: String] {
        var secrets = [
            "family name": "کاظمی", "Latin name": "Kazemi", "given name": "مینودخت",
            "other name": "رضایی", "number": String.nationalID(1),
        ]
        for (name, value) in variables where !name.hasSuffix("_id") || name.contains("national") {
            secrets[name] = value
            if value.contains(" ") { secrets["\(name), bare"] = value.replacing(" ", with: "") }
        }
        return secrets
    }
}
