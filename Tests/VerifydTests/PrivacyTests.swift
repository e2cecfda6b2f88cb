import Foundation
import Testing

@testable import verifyd

struct PrivacyTests {
    /// Words of the seeded people that nobody but who is told may read.
    private static let secrets = [
        "کاظمی", "Kazemi", "مینا", "رضایی", String.nationalID(1), String.nationalID(77),
    ]

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
            let codes = house.variables.values.filter { $0.count == 24 && $0.contains(" ") }
            let tokens = house.variables.values.filter { $0.count > 40 }
            for written in [house.logged.text, metrics] {
                for code in codes {
                    #expect(!written.contains(code))
                    #expect(!written.contains(code.replacing(" ", with: "")))
                }
                for secret in Self.secrets + tokens { #expect(!written.contains(secret)) }
            }
            for problem in play.problems {
                for secret in Self.secrets + codes + tokens { #expect(!problem.contains(secret)) }
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
