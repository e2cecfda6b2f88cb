import Accounts
import Casework
import HTTPTypes
import Persian
import Testing
import VerifyCore

@testable import Web
@testable import verifyd

/// A program of a university proposes over the API; the reviewer sees it and decides.
struct ProposalAPITests {
    private static let body = #"{"action": "agree", "note": "معدل با سامانهٔ آموزش یکی است."}"#

    @Test func `a program proposes once, the reviewer reads it, and the applicant does not`()
        async throws
    {
        try await CaseClients.with { clients in
            let id = try await clients.desk.request()
            let path = "/api/v1/cases/\(id)/proposals"
            let key = ["Idempotency-Key": "1"]
            let first = try await clients.send(.post, path, as: .key("proposer"), Self.body, key)
            #expect(first.status == 201, "\(first.text)")
            #expect(first.json["step"]?.string == "review")
            let again = try await clients.send(.post, path, as: .key("proposer"), Self.body, key)
            #expect(again.text == first.text)
            #expect(again.field("Idempotency-Replayed") == "true")
            let other = try await clients.send(
                .post,
                path,
                as: .key("proposer"),
                #"{"action": "refuse", "note": "x"}"#,
                key
            )
            #expect(other.code == "idempotency_key_reused")
            let read = try await clients.send(.get, "/api/v1/cases/\(id)", as: .key("read"))
            let event = try #require(read.json["events"]?.array?.last)
            #expect(event["action"]?.string == "propose")
            #expect(event["proposal"]?.string == "agree")
            #expect(event["capacity"]?.string == "program")
            #expect(event["note"]?.string == "معدل با سامانهٔ آموزش یکی است.")
            let applicant = try await clients.signIn(clients.desk.graduate, .citizen)
            let own = try await clients.send(.get, "/api/v1/cases/\(id)", as: applicant)
            #expect(own.json["events"]?.array?.count == 1, "\(own.text)")
            #expect(!own.text.contains("معدل با سامانه"))
        }
    }

    @Test func `what is wrong with a proposal has its place`() async throws {
        try await CaseClients.with { clients in
            let id = try await clients.desk.request()
            let path = "/api/v1/cases/\(id)/proposals"
            func send(
                _ body: String,
                _ more: [String: String] = ["Idempotency-Key": "1"]
            )
                async throws -> TestApp.Answer
            {
                try await clients.send(.post, path, as: .key("proposer"), body, more)
            }
            #expect(try await send(Self.body, [:]).status == 400)
            let unknown = try await send(#"{"action": "issue", "note": "x"}"#)
            #expect(unknown.status == 422)
            #expect(unknown.text.contains(#""pointer":"/action""#), "\(unknown.text)")
            let empty = try await send(#"{"action": "agree", "note": ""}"#)
            #expect(empty.text.contains(#""pointer":"/note""#), "\(empty.text)")
            let more = try await send(#"{"action": "agree", "note": "x", "decisions": []}"#)
            #expect(more.status == 400)
            // A case that has moved on is absent.
            let agreed = try await clients.desk.agree(id, by: clients.desk.reviewer)
            #expect(agreed.receipt != nil, "\(agreed)")
            #expect(try await send(Self.body).status == 404)
        }
    }

    @Test func `a key without the permission proposes nothing`() async throws {
        try await CaseClients.with { clients in
            let id = try await clients.desk.request()
            let answer = try await clients.send(
                .post,
                "/api/v1/cases/\(id)/proposals",
                as: .key("files"),
                Self.body,
                ["Idempotency-Key": "1"]
            )
            #expect(answer.status == 403)
            let accounts = clients.desk.staff.test.app.domain.accounts
            await #expect(throws: AccountsError.institution) {
                try await accounts.createKey(
                    organisation: "x",
                    scope: .institution,
                    institution: "1001",
                    proposes: true,
                    at: clients.desk.staff.now
                )
            }
        }
    }
}
