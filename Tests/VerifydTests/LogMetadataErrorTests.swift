import Logging
import Registry
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// What the log holds of an error: which one it was, and no text from outside.
struct ErrorWordsTests {
    private static let words = "password=geheim 1234567890 مینا"

    private static let errors: [StoreError] =
        RejectionReason.allCases.map { .rejected($0, words) }
        + UnreachableReason.allCases.map { .unreachable($0, words) }
        + [
            .busy, .full, .constraint(.unique, words), .corrupt(words), .readOnly, .io(words),
            .cannotOpen(words), .closed, .statement(words), .column(1, expected: words),
            .newer(module: words, number: 1, known: 1),
            .edited(module: words, number: 1, name: words),
            .misnumbered(module: words), .exists(words), .conflict, .notEmpty(words),
            .schemasDiffer,
            .unsupported(words),
        ]

    @Test
    func `each error of the database has its own word, which quotes no text from outside`() {
        let causes = Self.errors.map { error -> String in
            let said = Logger.Metadata(describing: error)
            #expect(Set(said.keys) == ["cause", "error_type"])
            return said["cause"].map { "\($0)" } ?? ""
        }
        #expect(Set(causes).count == Self.errors.count)
        for cause in causes {
            #expect(!cause.isEmpty && cause.allSatisfy { "a"..."z" ~= $0 || $0 == "_" }, "\(cause)")
        }
    }

    @Test
    func `a key that is not here is named`() {
        let said = Logger.Metadata(describing: MissingKey.data([0xab, 1, 2, 3]))
        #expect(said["key_purpose"] == "data" && said["key_id"] == "ab010203")
    }

    @Test
    func `a request that the database does not answer leaves the cause in the log`() async throws {
        try await TestApp.with { test in
            var script = try HTTPScript(test)
            test.app.domain.registry.database.close()
            try await script.run(
                """
                > GET /api/v1/uploads/none
                > Authorization: Bearer $tehran_key
                < 503
                """
            )
            #expect(test.logged.text.contains(#""cause":"closed""#))
        }
    }

    @Test
    func `an API key of a data key that is not here is 503 and named, and costs no attempt`()
        async throws
    {
        try await TestApp.with { test in
            let foreign = try Keyring.new(
                kek: KeyEncryptionKey([UInt8](repeating: 8, count: KeyEncryptionKey.count)),
                at: test.clock.now
            )
            let id = try #require(test.app.domain.keyring.current.active(.data)).id
            test.app.domain.keyring.replace(with: foreign)
            var script = try HTTPScript(test)
            for _ in 1...40 {
                try await script.run(
                    """
                    > GET /api/v1/uploads/none
                    > Authorization: Bearer $tehran_key
                    < 503
                    < Retry-After: 5
                    << code = key_not_here
                    """
                )
            }
            #expect(test.logged.text.contains(#""key_id":"\#(id)""#))
            let metrics = test.app.metricsText
            let line = "sehat_missing_keys_total{purpose=\"data\",key_id=\"\(id)\"} 40"
            #expect(metrics.contains(line))
            #expect(metrics.contains("sehat_integrity_failures_total 0"))
        }
    }
}
