import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct AccessLogTests {
    private static let now = TestRegister.now

    @Test(arguments: TestEngine.allCases)
    func `a thousand visitors do not hide an organisation's view`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let address = issued.code.address
            let consent = try Verifier.Consent(purpose: "hiring", reference: "C-17")
            let firm = Verifier.organisation(name: "Alborz", consent: consent)
            _ = try await register.ask(issued.code, from: firm)
            try await register.database.write { connection in
                for number in Int64(1)...1_005 {
                    try AccessLogEntry(by: .visitor, at: Self.now.adding(seconds: number))
                        .insert(at: address, in: connection)
                }
            }
            let log = try await register.log(of: issued)
            #expect(log.next == nil)
            #expect(
                log.entries == [
                    AccessLogEntry(
                        organisation: nil,
                        consent: nil,
                        at: Self.now.adding(seconds: 1_005),
                        views: 1_005
                    ),
                    AccessLogEntry(
                        organisation: .init(id: "Alborz", name: "Alborz"),
                        consent: consent,
                        at: Self.now
                    ),
                ]
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an organisation is listed by id and name, one of an earlier version by its name`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let firm = Verifier.organisation(id: "17", name: "Al/borz: HR", consent: nil)
            try await register.database.write { connection in
                try AccessLogEntry(by: firm, at: Self.now)
                    .insert(at: issued.code.address, in: connection)
                try AccessLogEntry(by: firm, at: Self.now)
                    .insert(at: issued.code.address, in: connection)
                try connection.execute(
                    "UPDATE viewing SET viewer = 'organisation:Al/borz: HR' WHERE id = 1"
                )
            }
            let entries = try await register.log(of: issued).entries
            #expect(entries.map { $0.organisation?.id } == ["17", nil])
            #expect(entries.allSatisfy { $0.organisation?.name == "Al/borz: HR" })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the log is paged, newest first, without a gap or a repetition`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let address = issued.code.address
            // Each day two organisations and a visitor, two of them in the same second.
            try await register.database.write { connection in
                for day in Int64(0)..<7 {
                    let at = Self.now.adding(seconds: day * 86_400)
                    for verifier in [
                        Verifier.organisation(name: "a", consent: nil), .visitor,
                        .organisation(name: "b", consent: nil),
                    ] {
                        try AccessLogEntry(by: verifier, at: at)
                            .insert(at: address, in: connection)
                    }
                }
            }
            let all = try await register.log(of: issued).entries
            #expect(all.count == 21)
            #expect(all.map(\.at) == all.map(\.at).sorted(by: >))
            var paged: [AccessLogEntry] = []
            var cursor: AccessLog.Cursor? = .newest
            while let after = cursor {
                let text = try #require(AccessLog.Cursor(parsing: after.description))
                let page = try await register.database.read { connection in
                    try AccessLog.page(of: address, after: text, limit: 4, in: connection)
                }
                paged += page.entries
                cursor = page.next
            }
            #expect(paged == all)
        }
    }

    @Test(arguments: ["", "1", "-", "0-z", "x-z", "1-x", "1-2026-13-01"])
    func `what is not a cursor is refused`(_ text: String) {
        #expect(AccessLog.Cursor(parsing: text) == nil)
    }
}

extension TestRegister {
    /// The first page of a degree's access log.
    fileprivate func log(of degree: IssuedDegree) async throws -> AccessLog {
        try #require(try await registry.degree(id: degree.id, by: Self.saorg).accessLog)
    }
}
