import Accounts
import Casework
import Persian
import Registry
import Store
import Testing
import VerifyCore

@testable import Web

/// A test app in whose database every table has rows, in each of the states that they can have.
///
/// The seed has degrees in every status, institutions and API keys; this adds the rest.
struct PopulatedApp {
    let test: TestApp
    /// The upload with results, and the batches of an organisation and a visitor.
    let upload: String
    let batches: [(id: String, verifier: Verifier)]
    /// A request whose response is kept, and one that is under way.
    let requests: (answered: KeyedRequest, running: KeyedRequest)

    private static let saorg = Actor.saorg(name: "test")
    private static let legacy = "00001111222233334444"
    private static let withdrawn = "00001111222233335555"

    init(_ test: TestApp) async throws {
        self.test = test
        let (registry, now) = (test.app.domain.registry, test.app.edge.now())
        upload = try await Self.upload(Self.graduates(300, 301), issues: true, test)
        _ = try await Self.upload(Self.graduates(302), issues: false, test)
        // Of another institution, so that its code is another value for the others.
        let other = String(decoding: try Self.graduates(304), as: UTF8.self)
            .replacing(",1001,", with: ",1002,")
        _ = try await Self.upload(Array(other.utf8), by: Self.saorg, issues: false, test)
        _ = try await Self.upload(Array("no title\n1\n".utf8), issues: false, test)
        let employer = Verifier.organisation(id: "7", name: "employer", consent: nil)
        batches = [
            (try await Self.batch(of: test.variables["genuine"] ?? "", employer, test), employer),
            (try await Self.batch(of: "1234", .visitor, test), .visitor),
        ]
        // Files that wait and that arrive.
        let waiting = try await registry.beginUpload(by: Self.saorg, isDryRun: true, at: now)
        try await registry.append(Self.graduates(303), to: waiting, at: now)
        try await registry.finishReceiving(waiting, at: now)
        let arriving = try await registry.beginBatch(for: .visitor, at: now)
        try await registry.append([0x31], to: arriving, at: now)
        requests = try await Self.idempotentRequests(test)
        try await Self.look(test)
        try await Self.leaveShares(test)
        try await Self.leaveMessages(test)
        try await Self.leaveWebhooks(test)
        try await Self.leaveServices(test)
        try await Self.leaveDocuments(test)
        try await Self.leaveClocks(test)
        try await Self.insertTheRest(waiting, test)
        try await Self.addStaff(test)
        _ = try await PopulatedPeople(test)
        let keys = test.app.domain.keyring.current
        try await KeyringSerial(in: registry.database).record(keys)
    }

    private static func upload(
        _ file: [UInt8],
        by actor: Actor = .institution(code: "1001", name: "tehran"),
        issues: Bool,
        _ test: TestApp
    ) async throws -> String {
        let (registry, now) = (test.app.domain.registry, test.app.edge.now())
        let id = try await registry.beginUpload(
            by: actor,
            issues: issues,
            at: now
        )
        try await registry.append(file, to: id, at: now)
        try await registry.finishReceiving(id, at: now)
        _ = try await test.obey("work")
        return id
    }

    private static func batch(
        of code: String,
        _ verifier: Verifier,
        _ test: TestApp
    ) async throws -> String {
        let (registry, now) = (test.app.domain.registry, test.app.edge.now())
        let id = try await registry.beginBatch(for: verifier, at: now)
        try await registry.append(Array("code\n\(code)\n".utf8), to: id, at: now)
        try await registry.finishReceiving(id, at: now)
        _ = try await test.obey("work")
        return id
    }

    /// An upload of invented graduates.
    private static func graduates(_ numbers: Int...) throws -> [UInt8] {
        let columns = GraduateColumn.allCases
        var lines = [columns.map(\.rawValue).joined(separator: ",")]
        for number in numbers {
            let graduate = try Graduate.invented(number)
            lines.append(columns.map { graduate.text(of: $0) }.joined(separator: ","))
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// Makes one request whose response is kept and one that is under way.
    private static func idempotentRequests(
        _ test: TestApp
    ) async throws -> (answered: KeyedRequest, running: KeyedRequest) {
        let (keys, now) = (test.app.domain.idempotencyKeys, test.app.edge.now())
        func request(_ key: String) throws -> KeyedRequest {
            try keys.request(
                key: key,
                owner: "1",
                fingerprint: SHA256.hash([1]),
                arrival: key
            )
        }
        let (answered, running) = (try request("answered"), try request("running"))
        _ = try await keys.begin(answered, at: now)
        try await keys.finish(answered, with: [0x7B, 0x7D])
        _ = try await keys.begin(running, at: now)
        try await keys.renew(running, at: now)
        return (answered, running)
    }

    /// Leaves attempts, views, a code of the former system and a report.
    private static func look(_ test: TestApp) async throws {
        let (registry, now) = (test.app.domain.registry, test.app.edge.now())
        let genuine = test.variables["genuine"] ?? ""
        let consent = try Verifier.Consent(purpose: "employment", reference: "17")
        for (question, verifier) in [
            (Question(.code(test.variables["forged"] ?? "")), .visitor),
            (Question(.code(genuine), knowing: .familyName("Kazemipour")), .visitor),
            (Question(.code(genuine)), .organisation(id: "7", name: "employer", consent: consent)),
        ] as [(Question, Verifier)] {
            _ = try await registry.answer(question, from: verifier, at: now)
        }
        let csv = Array("code\n\(legacy)\n\(withdrawn)\n".utf8)
        _ = try await registry.importLegacyCodes(csv, by: saorg, at: now)
        _ = try await registry.withdrawFormerCode(
            try #require(FormerCode(parsing: withdrawn)),
            because: .error,
            note: "",
            by: saorg,
            at: now
        )
        // One of each kind, so that each has another value.
        for kind in ReportDraft.Kind.allCases {
            let report = try ReportDraft(kind: kind, subject: "example.com", details: "a copy")
            _ = try await registry.report(report, at: now)
        }
    }

    /// Rows that a running daemon has for moments only.
    private static func insertTheRest(_ upload: String, _ test: TestApp) async throws {
        let now = test.app.edge.now().description
        try await test.app.domain.registry.database.write { connection in
            try connection.execute(
                "INSERT INTO replica_beat (daemon, at) VALUES ('test', \(now))"
            )
            try connection.execute(
                """
                INSERT INTO graduate_dry_run (
                    upload, institution_code, document_kind, diploma_key, id_kind, id_number,
                    id_place, first_name_fa, last_name_fa, birth_date, level, field_fa,
                    graduation_date, diploma_number, fingerprint
                )
                VALUES (
                    \(upload), '1001', 1, '1395/900', 1, '0000000000', '', 'x', 'y', '1990-01-01', 2,
                    'z', '2015-01-01', '1395/900', \([1 as UInt8])
                )
                """
            )
        }
    }
}

extension PopulatedApp {
    /// The checks of `db check --keys`, each with a separate report.
    enum Check: CaseIterable {
        case seals, accounts, outbox, documents, webhooks, phases, cases, caseParts, keys, schema
    }

    /// What `db check --keys` reports.
    func problems() async -> [String] {
        var problems: [String] = []
        for check in Check.allCases { problems += await self.problems(of: check) }
        return problems
    }

    /// What one of the checks reports; an error is a report too.
    func problems(of check: Check) async -> [String] {
        let domain = test.app.domain
        var problems: [String] = []
        do {
            switch check {
            case .seals: _ = try await domain.registry.checkSeals { problems.append($0) }
            case .accounts: try await domain.accounts.check { problems.append($0) }
            case .outbox: try await domain.outbox.check { problems.append($0) }
            case .documents: try await domain.documents.check { problems.append($0) }
            case .webhooks: try await domain.webhooks.check { problems.append($0) }
            case .phases:
                problems = try await ServicePhases.problems(
                    in: domain.registry.database,
                    by: domain.keyring.current
                )
            case .cases:
                _ = try await Self.cases(test).check { problems.append("case \($0): \($1)") }
            case .caseParts: try await Self.cases(test).checkOthers { problems.append($0) }
            case .keys:
                try await KeyringSerial(in: domain.registry.database)
                    .require(domain.keyring.current)
            case .schema:
                problems = try await domain.registry.database.check(
                    against: Registry.migrations + Accounts.migrations + CaseworkTables.migrations
                )
            }
        } catch {
            problems.append("\(error)")
        }
        return problems
    }

    /// Asks a running daemon about everything that a caller can see; returns what it refuses.
    ///
    /// An answer that a changed row leads to is no refusal, whatever it says.
    func refusals() async throws -> [String] {
        var refused = try await refusedRequests()
        let (keys, now) = (test.app.domain.idempotencyKeys, test.app.edge.now())
        switch try await keys.begin(requests.answered, at: now) {
        case .replay: break
        case .run: try await keys.abandon(requests.answered)
        case .inFlight, .differentRequest, .answerLost: refused.append("the answered request")
        }
        switch try await keys.begin(requests.running, at: now) {
        case .replay, .inFlight: break
        case .run: try await keys.abandon(requests.running)
        case .differentRequest, .answerLost: refused.append("the running request")
        }
        return refused
    }

    private func refusedRequests() async throws -> [String] {
        var script = try HTTPScript(test)
        var requests = ["genuine", "revoked", "suspended", "superseded"].map {
            "> GET /api/v1/degrees/$\($0)_id\n> Authorization: Bearer $admin_key"
        }
        requests += ["", "/results.csv", "/errors.csv"].map {
            "> GET /api/v1/uploads/\(upload)\($0)\n> Authorization: Bearer $tehran_key"
        }
        requests.append("> GET /api/v1/institutions/1001")
        requests.append("> POST /api/v1/verifications\n>> {\"code\": \"\(Self.legacy)\"}")
        var refused: [String] = []
        for request in requests {
            do {
                try await script.run("\(request)\n< 200")
            } catch {
                refused.append(request)
            }
        }
        return refused
    }
}
