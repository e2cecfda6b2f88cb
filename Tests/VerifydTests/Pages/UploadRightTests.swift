import Accounts
import Casework
import HTTPTypes
import Registry
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// Files are taken from persons to whose forms they can belong, and of each network only so much.
@Suite struct UploadRightTests {
    private static let file = RequestFormDesk.File("scan", "diploma.pdf")

    @Test
    func `a file for a service that has closed is refused before a byte of it is stored`()
        async throws
    {
        try await RequestFormDesk.with { desk in
            var browser = desk.graduate.browser
            let opened = try await desk.page(RequestFormDesk.form)
            browser.receive([:], opened.text)
            let token = browser.tokens[RequestFormDesk.form] ?? ""
            try await desk.offer(.closing)
            let answer = try await desk.post(
                RequestFormDesk.form,
                [(PageForm.tokenField, token)],
                [Self.file],
                browser
            )
            #expect(answer.status == 303)
            #expect(answer.headers[.location] == RequestFormDesk.service)
            #expect(try await desk.documents() == 0)
            try await desk.offer(.on)
            let kept = try await desk.fill()
            #expect(kept.status == 303)
            #expect(try await desk.documents() > 0)
        }
    }

    @Test
    func `a network that has used its volume waits, and nothing of the file is stored`()
        async throws
    {
        try await RequestFormDesk.with(["rates.uploads": "10MiB", "rate-limits": "on"]) { desk in
            #expect(try await desk.fill().status == 303)
            let before = try await desk.documents()
            // Nine megabytes of one file are within the volume of the day, and the next ones are not.
            let large = String(repeating: "a", count: 9_000_000)
            let big = RequestFormDesk.File("scan", "diploma.pdf", "%PDF-1.7 \(large)")
            _ = try await desk.send([:], [big], to: RequestFormDesk.form)
            let after = try await desk.documents()
            let refused = try await desk.send([:], [big], to: RequestFormDesk.form)
            #expect(refused.status == 429)
            #expect(refused.headers[.retryAfter] != nil)
            #expect(after >= before)
            #expect(try await desk.documents() == after)
        }
    }
}

extension RequestFormDesk {
    /// How many files are stored.
    fileprivate func documents() async throws -> Int64 {
        try await desk.staff.test.app.domain.registry.database.read { connection in
            try connection.first("SELECT count(*) FROM document") { try $0.int(0) } ?? 0
        }
    }

    fileprivate func offer(_ phase: ServicePhase) async throws {
        let keys = desk.staff.test.app.domain.keyring.current
        try await desk.staff.test.app.domain.registry.database.write {
            try ServicePhases.set(phase, of: "academic-confirmation", by: keys, in: $0)
        }
    }
}
