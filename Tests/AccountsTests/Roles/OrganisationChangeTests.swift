import Accounts
import Persian
import TestDatabases
import Testing

/// Organisations: licences (R99), successors without circles (D15), encrypted contacts.
@Suite struct OrganisationChangeTests {
    private static let now = TestRoles.now
    private static let op = TestRoles.operatorActor

    @Test(arguments: TestEngine.allCases)
    func `an organisation is added, listed and changed, and its former contact learns of a new one`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.empty(engine) { test in
            try await test.addUniversity("1001")
            var draft = OrganisationDraft(
                try #require(try await test.roles.organisation("1001"))
            )
            #expect(draft.contact == "office@1001.example")
            draft.contact = "۰۹۱۲ ۱۲۳ ۴۵۶۷"
            draft.province = "tehran"
            try await test.roles.changeOrganisation(draft, by: Self.op, at: Self.now)
            let changed = try #require(try await test.roles.organisation("1001"))
            #expect(changed.contact == "+989121234567")
            #expect(try await test.roles.organisations(limit: 10) == [changed])
            let sent = try await test.test.messages(
                to: "office@1001.example",
                "organisation-contact"
            )
            #expect(sent.count == 1)
            #expect(try await test.problems().isEmpty)
        }
    }

    @Test(arguments: [
        ("", "office@example.org", "code"), ("10/01", "office@example.org", "code"),
        (String(repeating: "1", count: 21), "office@example.org", "code"),
        ("1001", "", "contact"), ("1001", "office", "contact"), ("1001", "02112345678", "contact"),
    ])
    func `a wrong value is refused with its column`(
        _ code: String,
        _ contact: String,
        _ field: String
    )
        async throws
    {
        try await TestRoles.empty(.chosen) { test in
            await #expect(throws: RolesError.invalid(field: field)) {
                try await test.roles.addOrganisation(
                    OrganisationDraft(code: code, kind: .institution, contact: contact),
                    by: Self.op,
                    at: Self.now
                )
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an institution has no name here, and every other organisation has two`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.empty(engine) { test in
            for (kind, name) in [(Organisation.Kind.institution, "x"), (.outside, nil)] {
                await #expect(throws: RolesError.invalid(field: "name_fa")) {
                    try await test.roles.addOrganisation(
                        OrganisationDraft(
                            code: "a",
                            kind: kind,
                            nameFa: name,
                            nameEn: name,
                            contact: "office@example.org"
                        ),
                        by: Self.op,
                        at: Self.now
                    )
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a closed university leads to the last of its successors, and no circle can be made`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.empty(engine) { test in
            let (roles, now) = (test.roles, Self.now)
            for code in ["1001", "1002", "1003"] { try await test.addUniversity(code) }
            #expect(try await roles.responsible(for: "1001", at: now).code == "1001")
            try await roles.setSuccessor(of: "1001", to: "1002", by: Self.op, at: now)
            try await roles.setSuccessor(of: "1002", to: "1003", by: Self.op, at: now)
            for code in ["1001", "1003"] {
                await #expect(throws: RolesError.successorCircle(code)) {
                    try await roles.setSuccessor(of: code, to: "1001", by: Self.op, at: now)
                }
            }
            #expect(try await roles.responsible(for: "1001", at: now).code == "1001")
            try await roles.setClosing(of: "1001", at: now, by: Self.op, at: now)
            #expect(try await roles.responsible(for: "1001", at: now).code == "1002")
            try await roles.setClosing(of: "1002", at: now, by: Self.op, at: now)
            #expect(try await roles.responsible(for: "1001", at: now).code == "1003")
            try await roles.setClosing(of: "1003", at: now, by: Self.op, at: now)
            await #expect(throws: RolesError.noSuccessor("1003")) {
                try await roles.responsible(for: "1001", at: now)
            }
            await #expect(throws: RolesError.noSuchOrganisation("9")) {
                try await roles.setSuccessor(of: "1003", to: "9", by: Self.op, at: now)
            }
        }
    }

    @Test func `a degree is judged by the licence of its date`() async throws {
        try await TestRoles.empty(.chosen) { test in
            func day(_ text: String) throws -> Timestamp {
                try Timestamp(parsing: "\(text)T00:00:00Z")
            }
            let added = try await test.roles.addOrganisation(
                OrganisationDraft(
                    code: "1001",
                    kind: .institution,
                    contact: "office@example.org",
                    licensedFrom: try day("2000-01-01"),
                    licensedUntil: try day("2020-01-01")
                ),
                by: Self.op,
                at: Self.now
            )
            #expect(
                added.licence(at: try day("1999-12-31")) == .notYet(from: try day("2000-01-01"))
            )
            #expect(added.licence(at: try day("2019-12-31")) == .licensed)
            #expect(added.licence(at: try day("2020-01-01")) == .ended(at: try day("2020-01-01")))
            // Closing it later does not concern the degree of a licensed date.
            let closing = try day("2015-01-01")
            try await test.roles.setClosing(of: "1001", at: closing, by: Self.op, at: Self.now)
            let closed = try #require(try await test.roles.organisation("1001"))
            #expect(closed.licence(at: try day("2014-12-31")) == .licensed)
            #expect(closed.licence(at: closing) == .ended(at: closing))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `only an administrator or an operator changes organisations`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let draft = OrganisationDraft(
                code: "fund",
                kind: .outside,
                nameFa: "صندوق",
                nameEn: "Fund",
                contact: "office@fund.example"
            )
            for person in staff.roots + [staff.head] {
                await #expect(throws: RolesError.notPermitted) {
                    try await test.roles.addOrganisation(
                        draft,
                        by: TestRoles.actor(person),
                        at: Self.now
                    )
                }
            }
            await #expect(throws: RolesError.personRequired) {
                try await test.roles.addOrganisation(
                    draft,
                    by: .apiKey("1", network: "192.0.2.1"),
                    at: Self.now
                )
            }
            try await test.roles.addOrganisation(
                draft,
                by: TestRoles.actor(staff.administrator),
                at: Self.now
            )
        }
    }
}
