import Accounts
import HTTPTypes
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// The attestation of a person in presence, on the pages.
struct AttestationPageTests {
    @Test
    func `one attester opens, another one of the university confirms, and the identity is proven`()
        async throws
    {
        try await StaffDesk.with { desk in
            let first = try await desk.member(.attester, 61)
            let second = try await desk.member(.attester, 62)
            let citizen = try await desk.seed.citizen(63)
            #expect(try await desk.page("/staff", first).text.contains(AttestPage.path))
            #expect(try await desk.page("/en\(AttestPage.path)", first).status == 200)
            let form = try desk.typed(63).merging([
                "document": "passport P0123456", "presence": "yes", "first-fa": "پارسا‌نام",
            ]) { _, new in new }
            let sent = try await desk.send(form, to: AttestPage.path, first)
            #expect(sent.status == 303)
            #expect(sent.headers[.location] == ProposalsPage.path)
            let proposal = try #require(try await desk.waiting(for: second))
            let path = ProposalPage.path(of: proposal.id)
            #expect(try await desk.page(ProposalsPage.path, second).text.contains(path))
            let shown = try await desk.page(path, second)
            for text in [form["number"] ?? "?", "P0123456", "پارسا‌نام", "دانشگاه تهران"] {
                #expect(shown.text.contains(text), "\(text)")
            }
            let confirmed = try await desk.send(["decision": "confirm"], to: path, second)
            #expect(confirmed.status == 303)
            let person = try await desk.test.app.domain.people.person(citizen.person)
            #expect(person?.level == .matched)
            #expect(person?.name.firstFa == "پارسا‌نام")
            let account = try await desk.page("/account", citizen)
            #expect(account.text.contains("دو گواه هویت شما را حضوری گواهی کرده‌اند"))
        }
    }

    @Test func `what is missing is named at its field, and nothing is proposed`() async throws {
        try await StaffDesk.with { desk in
            let first = try await desk.member(.attester, 61)
            let second = try await desk.member(.attester, 62)
            _ = try await desk.seed.citizen(63)
            let empty = try await desk.send(["kind": "national"], to: AttestPage.path, first)
            #expect(empty.status == 422)
            for field in ["number", "last-fa", "birth-date", "mobile", "document", "presence"] {
                #expect(empty.hasFault(field), "\(field)")
            }
            var form = try desk.typed(63)
            (form["document"], form["presence"]) = ("passport", "yes")
            form["mobile"] = try desk.typed(64)["mobile"]
            let unknown = try await desk.send(form, to: AttestPage.path, first)
            #expect(unknown.status == 422)
            #expect(unknown.hasFault("mobile"))
            #expect(unknown.text.contains("ثبت‌نام نکرده است"))
            #expect(try await desk.waiting(for: second) == nil)
        }
    }

    @Test func `the first attester takes the attestation back, and cannot confirm it`() async throws
    {
        try await StaffDesk.with { desk in
            let first = try await desk.member(.attester, 61)
            let second = try await desk.member(.attester, 62)
            _ = try await desk.seed.citizen(63)
            var form = try desk.typed(63)
            (form["document"], form["presence"]) = ("passport", "yes")
            #expect(try await desk.send(form, to: AttestPage.path, first).status == 303)
            let proposal = try #require(try await desk.waiting(for: second))
            let path = ProposalPage.path(of: proposal.id)
            let own = try await desk.page(path, first)
            #expect(own.text.contains("پس گرفتن"))
            #expect(!own.text.contains("name=\"decision\""))
            let forged = try await desk.send(["decision": "confirm"], to: path, first)
            #expect(forged.status == 303)
            let decided = try await desk.test.app.domain.roles.proposal(proposal.id)
            #expect(decided?.outcome == .withdrawn)
            #expect(try await desk.page(path, second).status == 404)
        }
    }

    @Test func `an attester of another university sees no attestation`() async throws {
        try await StaffDesk.with { desk in
            let first = try await desk.member(.attester, 61)
            let other = try await desk.member(.attester, in: "1002", 62)
            _ = try await desk.seed.citizen(63)
            var form = try desk.typed(63)
            (form["document"], form["presence"]) = ("passport", "yes")
            #expect(try await desk.send(form, to: AttestPage.path, first).status == 303)
            #expect(try await desk.waiting(for: other) == nil)
        }
    }
}

/// The join of duplicates, on the pages.
struct JoinPageTests {
    @Test func `an administrator proposes the join, and the graduates' office confirms it`()
        async throws
    {
        try await StaffDesk.with { desk in
            let office = try await desk.member(.graduatesOffice, in: "saorg", 54)
            let former = try await desk.seed.citizen(63)
            let kept = try await desk.seed.citizen(64)
            let page = try await desk.page(PersonPage.path(of: former.person), desk.administrator)
            let path = JoinPage.path(of: former.person)
            #expect(page.text.contains(path))
            let number = try desk.seed.draft(64).number.number
            let same = try desk.seed.draft(63).number.number
            let form = ["kind": "national", "number": number, "same-person": "yes"]
            for (changed, field) in [
                (["number": same], "number"), (["number": "0084575948"], "number"),
                (["same-person": ""], "same-person"),
            ] {
                let wrong = form.merging(changed) { _, new in new }
                let refused = try await desk.send(wrong, to: path, desk.administrator)
                #expect(refused.status == 422, "\(changed)")
                #expect(refused.hasFault(field), "\(changed)")
            }
            #expect(try await desk.send(form, to: path, desk.administrator).status == 303)
            let proposal = try #require(try await desk.waiting(for: office))
            let sent = try await desk.send(
                ["decision": "confirm"],
                to: ProposalPage.path(of: proposal.id),
                office
            )
            #expect(sent.status == 303)
            let joined = try await desk.test.app.domain.people.person(former.person)
            #expect(joined?.joinedInto == kept.person)
            let after = try await desk.page(PersonPage.path(of: former.person), office)
            #expect(after.text.contains(PersonPage.path(of: kept.person)))
            #expect(try await desk.page(path, office).status == 404)
        }
    }
}
