import Accounts
import Casework
import HTTPTypes
import Registry
import Testing
import VerifyCore

@testable import Pages
@testable import Web

/// "My data": the file of a person.
struct PersonDataTests {
    @Test func `the file has requests with files, degrees with links and views, and no secret`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            _ = try await desk.agree(id, by: desk.reviewer) { $0.note = "a word to colleagues" }
            _ = try await desk.staff.move("issue", id, by: desk.office)
            let snapshot = try #require(try await desk.cases.snapshot(id))
            let degree = try #require(try await desk.degree(of: snapshot))
            let registry = desk.staff.test.app.domain.registry
            let consent = try Verifier.Consent(purpose: "استخدام", reference: "C-17")
            _ = try await registry.answer(
                Question(.code(degree.code.digits)),
                from: .organisation(id: "7", name: "Alborz", consent: consent),
                at: desk.staff.now
            )
            let making = try await registry.share(
                try ShareDraft(fields: [.field], days: 7, uses: 3, hasPIN: true),
                ofDegree: degree.record.uuid.description,
                heldBy: [HolderIdentity(.national, country: "", number: degree.record.idNumber)],
                person: desk.graduate.person.description,
                at: desk.staff.now
            )
            guard case .made(let share) = making else {
                Issue.record("\(making)")
                return
            }
            let browser = try await desk.browser(of: desk.graduate, .citizen)
            let file = try await desk.page("/account/data.json", browser)
            #expect(file.status == 200)
            let json = try JSON(parsing: Array(file.text.utf8))
            let request = try #require(json["requests"]?.array?.first)
            #expect(request["tracking"]?.string == snapshot.file.tracking)
            #expect(request["outcome"]?.string == "issued")
            #expect(request["answers"]?["document_number"]?.string == "ب/۴۷۱")
            #expect(request["files"]?.array?.first?["name"]?.string == "diploma.pdf")
            #expect(request["events"]?.array?.count == 3)
            let held = try #require(json["degrees"]?.array?.first)
            #expect(held["code"]?.string == degree.code.grouped)
            #expect(held["views"]?.array?.first?["organisation"]?.string == "Alborz")
            #expect(held["links"]?.array?.first?["uses_left"]?.integer == 3)
            for secret in ["a word to colleagues", share.token, share.pin ?? "-"] {
                #expect(!file.text.contains("\"\(secret)\""), "\(secret)")
            }
        }
    }
}
