import Accounts
import Casework
import Persian
import Registry
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// Services of a graduate by forms alone, besides the academic confirmation.
extension ConfirmationDesk {
    /// Offers a service, without officials for it.
    func release(_ service: ServiceID) async throws {
        let keys = staff.test.app.domain.keyring.current
        try await staff.test.app.domain.registry.database.write { connection in
            try ServicePhases.set(.on, of: service, by: keys, in: connection)
        }
    }

    /// Offers a service and gives its cartables to the officials of the desk.
    func offer(_ service: ServiceID) async throws {
        try await release(service)
        try await staff.hold(.reviewer, of: service, reviewer)
        try await staff.hold(.confirmer, of: service, confirmer)
        try await staff.hold(.graduatesOffice, of: service, office, in: "graduates")
    }

    /// The graduate without JavaScript, in a session that begins now.
    func applicant() async throws -> RequestFormDesk {
        let browser = try await browser(of: graduate, .citizen)
        return RequestFormDesk(
            desk: self,
            graduate: StaffSeed.Member(
                person: graduate.person,
                browser: browser,
                session: graduate.session
            )
        )
    }

    /// The document of the graduate; `columns` are other values.
    func document(_ columns: [GraduateColumn: String] = [:]) throws -> Graduate {
        let all: [GraduateColumn: String] = [
            .nationalID: try staff.seed.draft(81).number.number, .idKind: "national",
            .firstNameFa: "پارسا", .lastNameFa: "همکار", .birthDate: "1994-03-21",
            .institutionCode: "1001", .documentKind: "diploma", .diplomaNumber: "ب/۴۷۱",
            .level: "bachelor", .fieldFa: "مهندسی عمران", .mode: "day",
            .graduationDate: "1399/06/31", .average: "17.52",
        ]
        let reader = GraduateReader(
            institutions: ["1001"],
            own: nil,
            today: staff.now.tehranDate
        )
        guard case .graduate(let graduate, _) = reader.read(all.merging(columns) { $1 }) else {
            throw StoreError.conflict
        }
        return graduate
    }

    /// Issues a degree of the graduate, as the Organisation.
    func issueDegree() async throws -> IssuedDegree {
        try await staff.test.app.domain.registry.issue(
            try document(),
            by: .saorg(name: "test"),
            at: staff.now
        )
    }

    /// Gives an official another role.
    func grant(
        _ role: Role,
        in organisation: String,
        to member: StaffSeed.Member
    ) async throws {
        let request = GrantRequest(.person(member.person), as: role, in: organisation)
        let actor = AuditActor.person(staff.administrator.person, network: "")
        _ = try await staff.test.app.domain.roles.grant(request, by: actor, at: staff.now)
    }

    /// The university uploads a file without asking for codes.
    func uploadFile(_ file: String) async throws {
        let (registry, now) = (staff.test.app.domain.registry, staff.now)
        let id = try await registry.beginUpload(
            by: .institution(code: "1001", name: "test"),
            issues: false,
            at: now
        )
        try await registry.append(Array(file.utf8), to: id, at: now)
        try await registry.finishReceiving(id, at: now)
        _ = try await staff.test.obey("work")
    }

    /// Decides by the form of an action.
    func decide(
        _ action: String,
        _ id: String,
        by member: StaffSeed.Member,
        _ fields: [String: String] = [:]
    ) async throws -> TestApp.Answer {
        let path = "/cases/\(id)/actions/\(action)"
        return try await send(fields, to: path, try await browser(of: member))
    }

    /// The number of messages of a template.
    func messages(_ template: String) async throws -> Int {
        try await staff.test.messages().count { $0.template == template }
    }
}

extension RequestFormDesk {
    /// Checks the answers of a service and sends them; returns the id of the case.
    func confirm(_ service: String) async throws -> String {
        let check = "/services/\(service)/check"
        let sent = try await desk.staff.send(try await moves(on: check), to: check, graduate)
        return try #require(sent.caseID, "\(sent.status) \(sent.text)")
    }
}
