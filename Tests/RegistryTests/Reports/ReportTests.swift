import Persian
import TestDatabases
import Testing

@testable import Registry

struct ReportTests {
    @Test(arguments: TestEngine.allCases)
    func `a report is kept with a reference to quote`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let registry = register.registry
            let draft = try ReportDraft(
                kind: .site,
                subject: " https://saorg.example.com ",
                details: "asks for money",
                contact: ""
            )
            let first = try await registry.report(draft, at: TestRegister.now)
            let second = try await registry.report(draft, at: TestRegister.now)
            #expect(first != second)
            #expect(first.utf8.count == 16)
            let reports = try await registry.reports(limit: 10)
            #expect(reports.map(\.reference) == [first, second])
            #expect(reports.first?.draft.subject == "https://saorg.example.com")
            #expect(reports.first?.receivedAt == TestRegister.now)
            let rest = try await registry.reports(after: reports.first?.id, limit: 10)
            #expect(rest.map(\.reference) == [second])
        }
    }

    @Test(arguments: [
        ("", "details", "", "subject", RegistryError.InvalidReason.missing),
        ("subject", " \n", "", "details", .missing),
        (String(repeating: "x", count: 501), "details", "", "subject", .tooLong),
        ("subject", String(repeating: "x", count: 1_000_000), "", "details", .tooLong),
        ("subject", "details", String(repeating: "x", count: 201), "contact", .tooLong),
    ])
    func `a text that is missing or too long is refused by its field's name`(
        _ subject: String,
        _ details: String,
        _ contact: String,
        _ field: String,
        _ reason: RegistryError.InvalidReason
    ) {
        #expect(throws: RegistryError.invalid(field: field, reason: reason)) {
            try ReportDraft(kind: .document, subject: subject, details: details, contact: contact)
        }
    }

    @Test func `what would steer a terminal is not kept`() throws {
        let draft = try ReportDraft(
            kind: .site,
            subject: "\u{1B}]0;title\u{7}http://x.example\u{9B}2J\u{202E}\u{7F}",
            details: "one\r\ntwo\tthree\u{1B}[2J\u{0}",
            contact: "\u{1B}\u{85}می\u{200C}خواهم"
        )
        #expect(draft.subject == "]0;titlehttp://x.example2J")
        #expect(draft.details == "one two three[2J")
        #expect(draft.contact == "می\u{200C}خواهم")
        #expect(throws: RegistryError.invalid(field: "subject", reason: .missing)) {
            try ReportDraft(kind: .site, subject: "\u{1B}\u{7}", details: "details")
        }
    }
}
