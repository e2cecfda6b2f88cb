import Accounts
import Casework
import HTTPTypes
import Persian
import Testing
import VerifyCore

@testable import Web
@testable import verifyd

/// A case over the API: opened by a person, read by a key, decided by a person.
struct CaseAPITests {
    @Test func `a person uploads and opens once, a key reads, and a person decides once`()
        async throws
    {
        try await CaseClients.with { clients in
            let applicant = try await clients.signIn(clients.desk.graduate, .citizen)
            let id = try await Self.open(clients, as: applicant)
            try await Self.read(id, clients)
            try await Self.decide(id, clients, applicant)
        }
    }

    private static func open(
        _ clients: CaseClients,
        as applicant: CaseClients.Client
    ) async throws -> String {
        let uploaded = try await clients.upload("diploma", as: applicant)
        #expect(uploaded.status == 201, "\(uploaded.text)")
        #expect(uploaded.json["kind"]?.string == "pdf")
        let document = try #require(uploaded.json["id"]?.string)
        let body = CaseClients.opening(document)
        let key = ["Idempotency-Key": "opening"]
        let nothing = try await clients.send(
            .post,
            "/api/v1/cases",
            as: applicant,
            "{\"service\": \"academic-confirmation\", \"form\": {}}",
            ["Idempotency-Key": "empty"]
        )
        #expect(nothing.status == 422)
        #expect(nothing.json["errors"]?.array?.count ?? 0 > 5)
        #expect(nothing.text.contains("\"pointer\":\"/form/institution\""), "\(nothing.text)")
        let opened = try await clients.send(.post, "/api/v1/cases", as: applicant, body, key)
        #expect(opened.status == 201, "\(opened.text)")
        let id = try #require(opened.json["id"]?.string)
        #expect(opened.field("Location") == "/api/v1/cases/\(id)")
        let again = try await clients.send(.post, "/api/v1/cases", as: applicant, body, key)
        #expect(again.status == 201)
        #expect(again.text == opened.text)
        #expect(again.field("Idempotency-Replayed") == "true")
        let other = try await clients.send(
            .post,
            "/api/v1/cases",
            as: applicant,
            CaseClients.opening(document, number: "ب/۴۷۲"),
            key
        )
        #expect(other.code == "idempotency_key_reused")
        let list = try await clients.send(.get, "/api/v1/cases?limit=1", as: applicant)
        #expect(list.json["items"]?.array?.first?["id"]?.string == id)
        return id
    }

    private static func read(_ id: String, _ clients: CaseClients) async throws {
        let list = try await clients.send(
            .get,
            "/api/v1/cases?service=academic-confirmation&step=review&limit=500",
            as: .key("read")
        )
        #expect(list.json["items"]?.array?.count == 1, "\(list.text)")
        #expect(list.json["items"]?.array?.first?["role"]?.string == "reviewer")
        let elsewhere = try await clients.send(
            .get,
            "/api/v1/cases?step=confirm",
            as: .key("read")
        )
        #expect(elsewhere.json["items"]?.array?.isEmpty == true)
        for seconds in [Int64.min, .max, 253_402_300_800] {
            let path = "/api/v1/cases?cursor=\(seconds).x"
            let refused = try await clients.send(.get, path, as: .key("read"))
            #expect(refused.status == 400, "\(path)")
        }
        let none = try await clients.send(.get, "/api/v1/cases", as: .key("other"))
        #expect(none.json["items"]?.array?.isEmpty == true)
        let cartables = try await clients.send(.get, "/api/v1/cartables", as: .key("read"))
        let reviewers = cartables.json["items"]?.array?.first { $0["role"]?.string == "reviewer" }
        #expect(reviewers?["waiting"] == 1, "\(cartables.text)")
        let shown = try await clients.send(.get, "/api/v1/cases/\(id)", as: .key("files"))
        #expect(shown.field("ETag") == "\"1\"")
        #expect(shown.json["answers"]?["level"]?.string == "bachelor")
        #expect(shown.json["actions"]?.array?.isEmpty == true)
        let file = try #require(shown.json["files"]?.array?.first)
        let document = try #require(file["document"]?.string)
        let bytes = try await clients.send(
            .get,
            "/api/v1/cases/\(id)/files/\(document)",
            as: .key("files")
        )
        #expect(bytes.text == "%PDF-1.7 diploma")
        #expect(file["sha256"]?.string == Hex.encode(SHA256.hash(Array(bytes.text.utf8))))
        #expect(bytes.field("Content-Security-Policy") == "sandbox; default-src 'none'")
        #expect(bytes.field("X-Content-Type-Options") == "nosniff")
        #expect(bytes.field("Content-Type") == "application/pdf")
        let tracking = shown.json["tracking"]?.string ?? ""
        #expect(
            bytes.field("Content-Disposition") == "attachment; filename=\"\(tracking)-1.pdf\""
        )
    }

    private static func decide(
        _ id: String,
        _ clients: CaseClients,
        _ applicant: CaseClients.Client
    ) async throws {
        let path = "/api/v1/cases/\(id)/moves"
        let agree = """
            {"action": "agree", "revision": 1, "decisions": [{"field": "/scan", "accepted": true}]}
            """
        let key = ["Idempotency-Key": "agree"]
        let program = try await clients.send(.post, path, as: .key("files"), agree, key)
        #expect(program.status == 403)
        #expect(program.code == "person_required")
        let stale = try await clients.signIn(clients.desk.reviewer)
        clients.desk.staff.test.clock.pass(11 * 60)
        let late = try await clients.send(.post, path, as: stale, agree, key)
        #expect(late.status == 403)
        #expect(late.code == "factor_required", "\(late.text)")
        let reviewer = try await clients.signIn(clients.desk.reviewer)
        let missing = try await clients.send(
            .post,
            path,
            as: reviewer,
            "{\"action\": \"agree\", \"revision\": 1}",
            ["Idempotency-Key": "missing"]
        )
        #expect(missing.status == 422)
        #expect(missing.text.contains("\"pointer\":\"/decisions\""), "\(missing.text)")
        let old = try await clients.send(
            .post,
            path,
            as: reviewer,
            agree,
            ["Idempotency-Key": "agree", "If-Match": "\"7\""]
        )
        #expect(old.status == 412)
        #expect(old.json["revision"] == 1)
        let matched = ["Idempotency-Key": "agree", "If-Match": "\"1\""]
        let agreed = try await clients.send(.post, path, as: reviewer, agree, matched)
        #expect(agreed.status == 200, "\(agreed.text)")
        #expect(agreed.json["step"]?.string == "confirm")
        let again = try await clients.send(.post, path, as: reviewer, agree, matched)
        #expect(again.status == 200, "\(again.text)")
        #expect(again.text == agreed.text)
        #expect(again.field("Idempotency-Replayed") == "true")
        let changed = agree.replacing("\"revision\": 1", with: "\"revision\": 1, \"note\": \"x\"")
        let reused = try await clients.send(.post, path, as: reviewer, changed, key)
        #expect(reused.code == "idempotency_key_reused", "\(reused.text)")
        try await Self.comeLate(id, clients, applicant)
    }

    private static func comeLate(
        _ id: String,
        _ clients: CaseClients,
        _ applicant: CaseClients.Client
    ) async throws {
        let late = try await clients.send(
            .post,
            "/api/v1/cases/\(id)/moves",
            as: applicant,
            "{\"action\": \"withdraw\", \"revision\": 1, \"note\": \"no more\"}",
            ["Idempotency-Key": "withdraw"]
        )
        #expect(late.status == 409, "\(late.text)")
        #expect(late.code == "case_changed")
        #expect(late.json["revision"] == 2)
        #expect(late.json["conflict"]?["action"]?.string == "agree")
        #expect(late.json["conflict"]?["capacity"]?.string == "holder")
        #expect(!late.text.contains(clients.desk.reviewer.person.description))
        // It waits at SAORG now: for the key of the university it is absent.
        let gone = try await clients.send(.get, "/api/v1/cases/\(id)", as: .key("files"))
        #expect(gone.status == 404)
        #expect(try await clients.desk.staff.caseProblems() == [])
    }

    @Test func `a key reads no more files in a day than its volume`() async throws {
        try await CaseClients.with { clients in
            let id = try await clients.desk.request()
            let snapshot = try #require(try await clients.desk.cases.snapshot(id))
            let document = try #require(snapshot.files.first?.file.document)
            let app = clients.desk.staff.test.app
            let account = try #require(
                try await app.domain.accounts.account(
                    forKey: clients.keys["files"] ?? "",
                    at: clients.desk.staff.now
                )
            )
            let path = "/api/v1/cases/\(id)/files/\(document)"
            #expect(try await clients.send(.get, path, as: .key("files")).status == 200)
            app.limiter.charge(1 << 24, to: .caseFiles, of: .key(account.id))
            let refused = try await clients.send(.get, path, as: .key("files"))
            #expect(refused.status == 429)
            #expect(refused.field("Retry-After") != nil)
            // The volume is that of the key, not of the file.
            let reviewer = try await clients.signIn(clients.desk.reviewer)
            #expect(try await clients.send(.get, path, as: reviewer).status == 200)
        }
    }

    @Test func `pages of a list follow each other by the cursor`() async throws {
        try await CaseClients.with { clients in
            let applicant = try await clients.signIn(clients.desk.graduate, .citizen)
            var ids: Set<String> = []
            for number in 1...3 {
                let uploaded = try await clients.upload("diploma \(number)", as: applicant)
                let document = try #require(uploaded.json["id"]?.string)
                let opened = try await clients.send(
                    .post,
                    "/api/v1/cases",
                    as: applicant,
                    CaseClients.opening(document, number: "ب/\(number)"),
                    ["Idempotency-Key": "\(number)"]
                )
                ids.insert(try #require(opened.json["id"]?.string, "\(opened.text)"))
            }
            for client in [applicant, .key("read")] {
                var (found, cursor): (Set<String>, String) = ([], "")
                for _ in 1...3 {
                    let page = try await clients.send(
                        .get,
                        "/api/v1/cases?limit=1\(cursor)",
                        as: client
                    )
                    let items = page.json["items"]?.array ?? []
                    #expect(items.count == 1, "\(page.text)")
                    found.formUnion(items.compactMap { $0["id"]?.string })
                    cursor = "&cursor=\(page.json["next_cursor"]?.string ?? "")"
                }
                #expect(found == ids)
                #expect(cursor == "&cursor=")
            }
            let foreign = try await clients.send(
                .get,
                "/api/v1/cases?cursor=unknown",
                as: .key("read")
            )
            #expect(foreign.status == 400)
        }
    }
}
