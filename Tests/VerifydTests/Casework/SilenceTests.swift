import Accounts
import Casework
import Persian
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Registry
@testable import Web
@testable import verifyd

/// A university that stays silent: two persons of SAORG decide in its place, and the applicant gets a decision.
struct SilenceTests {
    /// The cases of the desk after a number of days, with the workers run once a day as the daemon does.
    private func wait(days: Int, _ desk: ConfirmationDesk) async throws {
        for _ in 0..<days {
            desk.staff.test.clock.pass(86_400)
            let now = desk.staff.now
            try await desk.cases.cartables.endExpired(at: now)
            _ = try await desk.cases.renewDues(at: now)
            _ = try await desk.cases.recordSilence(at: now)
            try await desk.cases.work(at: now)
        }
    }

    private func silences(_ id: String, _ desk: ConfirmationDesk) async throws -> Int {
        let snapshot = try #require(try await desk.cases.snapshot(id))
        return snapshot.events.count { $0.action == CaseSilence.event }
    }

    /// The reviewer of SAORG, with the cartable.
    private func saorgReviewer(_ desk: ConfirmationDesk) async throws -> StaffSeed.Member {
        let member = try await desk.staff.member(.saorgReviewer, in: "graduates", 75)
        desk.staff.test.clock.pass(2 * 86_400)
        try await desk.hold(.saorgReviewer, member, in: "graduates")
        return member
    }

    @Test
    func `twenty work days after the due two persons of SAORG review, and the code is issued`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let reviewer = try await saorgReviewer(desk)
            try await wait(days: 25, desk)
            #expect(try await silences(id, desk) == 0)
            let early = try await desk.staff.move("take-over", id, by: desk.office, as: "early")
            #expect(early.receipt == nil, "\(early)")

            try await wait(days: 35, desk)
            #expect(try await silences(id, desk) == 1)
            let messages = try await desk.messages(of: id)
            for template in ["case-applicant", "case-holder", "case-owner-unit", "case-office"] {
                #expect(messages.contains(template), "\(messages)")
            }
            // The university may still answer; a person of it cannot take the case from itself.
            let own = try await desk.staff.move("take-over", id, by: desk.reviewer, as: "own")
            #expect(own.receipt == nil, "\(own)")

            let taken = try await desk.staff.move("take-over", id, by: desk.office)
            #expect(taken.receipt?.step == "in-place", "\(taken)")
            let late = try await desk.agree(id, by: desk.reviewer, as: "late")
            #expect(late.receipt == nil, "\(late)")
            let agreed = try await desk.agree(id, by: reviewer, as: "agree-in-place")
            #expect(agreed.receipt?.step == "confirm", "\(agreed)")
            let issued = try await desk.staff.move("issue", id, by: desk.office)
            #expect(issued.receipt?.refusal == nil, "\(issued)")
            let snapshot = try #require(try await desk.cases.snapshot(id))
            #expect(snapshot.file.outcome == .issued)
            let degree = try #require(try await desk.degree(of: snapshot))
            #expect(try await desk.verdict(of: degree.code) == .valid)
            #expect(try await desk.staff.caseProblems() == [])

            let start = desk.staff.now.adding(seconds: -365 * 86_400)
            let counts = try await desk.cases.silences(since: start)
            #expect(counts.map(\.organisation.text) == ["1001"])
            #expect(counts.first?.silent == 1 && counts.first?.waiting == 0)
        }
    }

    @Test func `a second person of the university who stays silent is replaced by SAORG`()
        async throws
    {
        try await ConfirmationDesk.with(["cases.sample": "0", "cases.silent-days": "3"]) { desk in
            let id = try await desk.request()
            let reviewer = try await saorgReviewer(desk)
            _ = try await desk.agree(id, by: desk.reviewer)
            try await wait(days: 30, desk)
            let taken = try await desk.staff.move("take-over", id, by: desk.office)
            // Another person of SAORG reviews, so that no person of SAORG decides alone.
            #expect(taken.receipt?.step == "in-place", "\(taken)")
            let agreed = try await desk.agree(id, by: reviewer, as: "agree-in-place")
            #expect(agreed.receipt?.step == "confirm", "\(agreed)")
            let issued = try await desk.staff.move("issue", id, by: desk.office)
            #expect(issued.receipt?.refusal == nil, "\(issued)")
            #expect(try await desk.cases.snapshot(id)?.file.outcome == .issued)
        }
    }

    @Test func `a cartable that gets no holder is a silent university too`() async throws {
        try await ConfirmationDesk.with(["cases.silent-days": "3"]) { desk in
            try await desk.endHolder(of: .reviewer)
            let id = try await desk.request()
            try await wait(days: 20, desk)
            #expect(try await silences(id, desk) == 1)
            let taken = try await desk.staff.move("take-over", id, by: desk.office)
            #expect(taken.receipt?.step == "in-place", "\(taken)")
            #expect(try await desk.staff.caseProblems() == [])
        }
    }

    @Test func `the unit sees the silent case with the action, and the applicant the truth`()
        async throws
    {
        try await ConfirmationDesk.with(["cases.silent-days": "3"]) { desk in
            let id = try await desk.request()
            try await wait(days: 30, desk)
            let office = try await desk.browser(of: desk.office)
            let list = try await desk.page("/en/staff/silent", office)
            #expect(list.status == 200)
            #expect(list.text.contains("/cases/\(id)\""))
            #expect(list.text.contains("Cases without an answer"))
            let page = try await desk.page("/en/cases/\(id)", office)
            #expect(page.text.contains("Decide in the place of this office"))
            let graduate = try await desk.browser(of: desk.graduate, .citizen)
            let own = try await desk.page("/en/cases/\(id)", graduate)
            #expect(own.text.contains("may decide in its place"))
            #expect(!own.text.contains("Decide in the place of this office"))
            let taken = try await desk.send([:], to: "/cases/\(id)/actions/take-over", office)
            #expect(taken.status == 303, "\(taken.status)")
            #expect(try await desk.cases.snapshot(id)?.file.step == "in-place")
            let after = try await desk.page("/en/staff/silent", office)
            #expect(!after.text.contains("/cases/\(id)\""))
        }
    }
}

extension ConfirmationDesk {
    /// The templates of the messages of a case.
    func messages(of id: String) async throws -> [String] {
        try await staff.test.app.domain.registry.database.read { connection in
            try connection.all(
                "SELECT template FROM outbox WHERE source = 'case' AND source_id = \(id)"
            ) { try $0.text(0) }
        }
    }

    /// Ends the holder of a cartable of the university.
    func endHolder(of role: Role) async throws {
        let (domain, now) = (staff.test.app.domain, staff.now)
        let member = role == .reviewer ? reviewer : confirmer
        for grant in try await domain.roles.grants(of: member.person) where grant.role == role {
            _ = try await domain.roles.end(
                grant: grant.id,
                by: .person(head.person, network: ""),
                at: now
            )
        }
    }
}
