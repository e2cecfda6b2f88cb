import Accounts
import Casework
import Persian
import Services
import Store
import Testing
import VerifyCore

@testable import Registry
@testable import Web
@testable import verifyd

/// A graduate, a university with a reviewer and a confirmer, and the office of SAORG.
struct ConfirmationDesk {
    let staff: StaffDesk
    let head: StaffSeed.Member
    let graduate: StaffSeed.Member
    let reviewer: StaffSeed.Member
    let confirmer: StaffSeed.Member
    let office: StaffSeed.Member

    private static let service: ServiceID = "academic-confirmation"
    private static let number = 81

    var cases: Cases { staff.cases }
    private var registry: Registry { staff.test.app.domain.registry }
    private var now: Timestamp { staff.now }

    static func with(
        _ settings: [String: String] = [:],
        _ body: (ConfirmationDesk) async throws -> Void
    ) async throws {
        try await StaffDesk.with(settings) { staff in
            try await staff.prepareCases()
            let head = try await staff.member(.head, 71)
            let desk = ConfirmationDesk(
                staff: staff,
                head: head,
                graduate: try await staff.seed.citizen(number),
                reviewer: try await staff.member(.reviewer, 72, by: head),
                confirmer: try await staff.member(.confirmer, 73, by: head),
                office: try await staff.member(.graduatesOffice, in: "graduates", 74)
            )
            try await desk.match()
            try await staff.offer(service)
            try await desk.hold(.reviewer, desk.reviewer)
            try await desk.hold(.confirmer, desk.confirmer)
            try await desk.hold(.graduatesOffice, desk.office, in: "graduates")
            try await body(desk)
        }
    }

    /// Proves the number of the graduate, as an answer of the registers does.
    private func match() async throws {
        let people = staff.test.app.domain.people
        let number = try staff.seed.draft(Self.number).number
        try await people.database.write { connection in
            try people.proveNumber(
                number,
                of: graduate.person,
                source: .identityCheck,
                at: now,
                in: connection
            )
        }
    }

    /// Gives a person the role of a confirmer too, and its cartable.
    func becomeConfirmer(_ member: StaffSeed.Member) async throws {
        let request = GrantRequest(.person(member.person), as: .confirmer, in: "1001")
        let actor = AuditActor.person(head.person, network: "")
        _ = try await staff.test.app.domain.roles.grant(request, by: actor, at: now)
        try await hold(.confirmer, member)
    }

    func hold(
        _ role: Role,
        _ member: StaffSeed.Member,
        in organisation: OrganisationCode = "1001"
    ) async throws {
        try await staff.hold(role, of: Self.service, member, in: organisation)
    }

    func open(
        moveID: String = "open",
        _ fill: (inout [String: String]) -> Void = { _ in }
    ) async throws -> MoveResult {
        var more: [String: String] = [:]
        fill(&more)
        let scan = try await staff.store("%PDF-1.7 diploma", by: graduate)
        var form: TypedForm = [
            "institution": "1001", "document_kind": "diploma", "document_number": "ب/۴۷۱",
            "level": "bachelor", "field_fa": "مهندسی عمران", "mode": "day",
            "graduation_date": "1399/06/31", "average": "17.52", "first_name_fa": "پارسا",
            "last_name_fa": "همکار",
            "scan": .documents([TypedDocument(scan, name: "diploma.pdf")]), "true": "yes",
        ]
        for (name, text) in more { form.byName[name] = .text(text) }
        return try await cases.open(
            OpenRequest(
                Self.service,
                moveID: moveID,
                by: .person(graduate.person),
                form: form,
                at: now
            )
        )
    }

    func request() async throws -> String {
        let result = try await open()
        return try #require(result.receipt?.caseID, "\(result)")
    }

    func agree(
        _ id: String,
        by member: StaffSeed.Member,
        as moveID: String = "agree",
        _ fill: (inout MoveInputs) -> Void = { _ in }
    ) async throws -> MoveResult {
        try await staff.move("agree", id, by: member, as: moveID) {
            $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            fill(&$0)
        }
    }

    func degree(
        of snapshot: CaseSnapshot
    ) async throws -> (
        record: DegreeRecord, code: AuthenticityCode
    )? {
        guard let id = snapshot.events.last?.effectRef else { return nil }
        let details = try await registry.degree(id: id, by: .saorg(name: "test"))
        return (details.record, details.degree.code)
    }

    func verdict(of code: AuthenticityCode) async throws -> Verdict {
        let question = Question(.code(code.digits))
        return try await registry.answer(question, from: .visitor, at: now)
            .verdict
    }

    /// The document of the graduate as the university itself uploaded it.
    func upload(average: String) async throws {
        let columns: [GraduateColumn: String] = [
            .nationalID: try staff.seed.draft(Self.number).number.number, .idKind: "national",
            .firstNameFa: "پارسا", .lastNameFa: "همکار", .birthDate: "1994-03-21",
            .institutionCode: "1001", .documentKind: "diploma", .diplomaNumber: "ب/۴۷۱",
            .level: "bachelor", .fieldFa: "مهندسی عمران", .mode: "day",
            .graduationDate: "1399/06/31", .average: average,
        ]
        guard case .graduate(let graduate, _) = reader.read(columns) else {
            throw StoreError.conflict
        }
        try await registry.database.write { connection in
            _ = try DataBank.file(graduate, at: now, in: connection)
        }
    }

    /// What the reviewer sees of claim and data bank.
    func comparison(_ id: String) async throws -> ClaimComparison {
        let snapshot = try #require(try await cases.snapshot(id))
        let documents = ClaimedDocuments(
            registry: registry,
            roles: staff.test.app.domain.roles
        )
        return try #require(try await documents.comparison(of: snapshot, at: now))
    }

    private var reader: GraduateReader {
        GraduateReader(institutions: ["1001"], own: nil, today: now.tehranDate)
    }

    func closeWindow() async throws {
        try await registry.setWindow(
            of: "1001",
            until: now.adding(seconds: -60),
            by: .saorg(name: "test"),
            at: now
        )
    }
}
