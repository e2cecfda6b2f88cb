import Accounts
import Casework
import HTTPTypes
import Persian
import Testing
import VerifyCore

@testable import Web
@testable import verifyd

/// Every operation of cases with every kind of client; the operations are those of the OpenAPI document, so that a new one
/// fails here until it has a row.
struct CaseAuthorizationTests {
    /// The clients, in the order of the columns.
    private static let clients = [
        "visitor", "other", "plain", "read", "files", "proposer", "outsider", "applicant", "holder",
        "deputy",
        "blocked",
    ]

    /// The status of each operation for each client.
    private static let rows: [String: [Int]] = [
        "showSession": [401, 401, 401, 401, 401, 401, 200, 200, 200, 200, 401],
        "listCases": [401, 200, 403, 200, 200, 200, 200, 200, 200, 200, 401],
        "openCase": [401, 403, 403, 403, 403, 403, 422, 422, 422, 422, 401],
        "showCase": [401, 404, 403, 200, 200, 200, 404, 200, 200, 200, 401],
        "moveCase": [401, 404, 403, 403, 403, 403, 404, 422, 422, 422, 401],
        "proposeMove": [401, 404, 403, 403, 403, 422, 403, 403, 403, 403, 401],
        "uploadDocument": [401, 403, 403, 403, 403, 403, 403, 201, 201, 201, 401],
        "readCaseFile": [401, 404, 403, 403, 200, 403, 404, 200, 200, 200, 401],
        "readFeed": [401, 200, 403, 200, 200, 200, 403, 403, 403, 403, 401],
        "listCartables": [401, 200, 403, 200, 200, 200, 403, 403, 403, 403, 401],
    ]

    private static let bodies = [
        "openCase": "{\"service\": \"academic-confirmation\"}",
        "proposeMove": "{\"action\": \"no-such-action\", \"note\": \"why\"}",
        "moveCase": "{\"action\": \"no-such-action\", \"revision\": 1}",
    ]

    private static let absent = "00000000-0000-4000-8000-000000000000"

    @Test func `each client does what its row of the table has, and a denial looks like absence`()
        async throws
    {
        let operations = OpenAPI.Description.api.operations.filter { $0.tag == "cases" }
        #expect(Set(operations.map(\.id)) == Set(Self.rows.keys))
        try await CaseClients.with { clients in
            let id = try await clients.desk.request()
            let snapshot = try #require(try await clients.desk.cases.snapshot(id))
            let document = try #require(snapshot.files.first?.file.document)
            let callers = try await Self.callers(clients)
            for operation in operations {
                let statuses = try #require(Self.rows[operation.id])
                for (name, status) in zip(Self.clients, statuses) {
                    let client = try #require(callers[name])
                    let path = operation.path.replacing("{document}", with: document)
                    let answer = try await Self.send(
                        operation,
                        path.replacing("{id}", with: id),
                        name,
                        client,
                        clients
                    )
                    #expect(answer.status == status, "\(operation.id) \(name) \(answer.text)")
                    guard path.contains("{id}"), status >= 400, status != 422, name != "read",
                        name != "files", name != "proposer"
                    else { continue }
                    let missing = try await Self.send(
                        operation,
                        path.replacing("{id}", with: Self.absent),
                        name,
                        client,
                        clients
                    )
                    #expect(missing.status == status, "\(operation.id) \(name)")
                    #expect(missing.withoutID == answer.withoutID, "\(operation.id) \(name)")
                }
            }
        }
    }

    private static func send(
        _ operation: OpenAPI.Operation,
        _ path: String,
        _ name: String,
        _ client: CaseClients.Client,
        _ clients: CaseClients
    ) async throws -> TestApp.Answer {
        if operation.id == "uploadDocument" {
            return try await clients.upload("of \(name)", as: client)
        }
        return try await clients.send(
            operation.method == "get" ? .get : .post,
            path,
            as: client,
            bodies[operation.id] ?? "",
            operation.method == "get" ? [:] : ["Idempotency-Key": "\(operation.id)-\(name)"]
        )
    }

    private static func callers(
        _ clients: CaseClients
    ) async throws -> [String: CaseClients.Client] {
        let desk = clients.desk
        let (roles, now) = (desk.staff.test.app.domain.roles, desk.staff.now)
        let delegation = DelegationRequest(
            of: desk.reviewer.person,
            to: desk.confirmer.person,
            role: .reviewer,
            in: "1001",
            from: now,
            until: now.adding(seconds: 5 * 86_400)
        )
        let head = AuditActor.person(desk.head.person, network: "")
        _ = try await roles.delegate(delegation, by: head, at: now)
        let blocked = try await clients.signIn(desk.office)
        _ = try await roles.block(
            desk.office.person,
            because: "left",
            by: .person(desk.staff.administrator.person, network: ""),
            at: now
        )
        return [
            "visitor": .visitor, "other": .key("other"), "plain": .key("plain"),
            "read": .key("read"), "files": .key("files"),
            "proposer": .key("proposer"),
            "outsider": try await clients.signIn(
                try await desk.staff.seed.citizen(95),
                .citizen
            ),
            "applicant": try await clients.signIn(desk.graduate, .citizen),
            "holder": try await clients.signIn(desk.reviewer),
            "deputy": try await clients.signIn(desk.confirmer), "blocked": blocked,
        ]
    }

    @Test func `a request of a session that changes something needs origin and token`()
        async throws
    {
        try await CaseClients.with { clients in
            let applicant = try await clients.signIn(clients.desk.graduate, .citizen)
            let body = "{\"service\": \"academic-confirmation\"}"
            for lacking in [
                ["X-Form-Token": ""], ["X-Form-Token": "wrong"], ["Sec-Fetch-Site": ""],
                ["Sec-Fetch-Site": "same-site"],
            ] {
                let answer = try await clients.send(
                    .post,
                    "/api/v1/cases",
                    as: applicant,
                    body,
                    lacking.merging(["Idempotency-Key": "1"]) { own, _ in own }
                )
                #expect(answer.status == 403, "\(lacking)")
                #expect(answer.code == "foreign_form", "\(lacking)")
            }
            let foreign = try await clients.send(
                .post,
                "/api/v1/cases",
                as: applicant,
                body,
                ["Sec-Fetch-Site": "cross-site"]
            )
            #expect(foreign.code == "cross_site")
            let form = try await clients.send(
                .post,
                "/api/v1/cases",
                as: applicant,
                "service=academic-confirmation",
                ["Content-Type": "application/x-www-form-urlencoded", "Idempotency-Key": "1"]
            )
            #expect(form.status == 415)
        }
    }

    @Test func `a person who signed in by a one-time code acts for no office`() async throws {
        try await CaseClients.with { clients in
            let id = try await clients.desk.request()
            let reviewer = try await clients.signIn(clients.desk.reviewer, .citizen)
            let answer = try await clients.send(.get, "/api/v1/cases/\(id)", as: reviewer)
            #expect(answer.status == 403)
            #expect(answer.code == "staff_session_required")
            let head = try await clients.signIn(clients.desk.head, .citizen)
            let opened = try await clients.send(
                .post,
                "/api/v1/cases",
                as: head,
                "{\"service\": \"cartable-request\"}",
                ["Idempotency-Key": "1"]
            )
            #expect(opened.code == "staff_session_required", "\(opened.text)")
        }
    }
}
