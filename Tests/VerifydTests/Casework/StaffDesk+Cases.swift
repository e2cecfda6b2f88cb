import Accounts
import Casework
import Persian
import Registry
import Services
import Store
import VerifyCore

@testable import Web
@testable import verifyd

/// Cases of services in a test app, by its staff.
extension StaffDesk {
    var cases: Cases { test.app.domain.cases }
    var now: Timestamp { test.app.edge.now() }

    /// Adds the unit that is responsible for graduates, and the official calendar.
    func prepareCases() async throws {
        try await test.app.domain.roles.addOrganisation(
            OrganisationDraft(
                code: "graduates",
                kind: .unit,
                nameFa: "اداره کل دانش‌آموختگان",
                nameEn: "Graduates' office",
                contact: "graduates@saorg.example"
            ),
            by: .commandLine("test"),
            at: now
        )
        _ = try await CalendarStore(database: test.app.domain.registry.database).load(
            OfficialCalendar.entries,
            what: "test",
            by: "test",
            at: now
        )
    }

    /// Offers a service, once the quarantine of new credentials is over, after which decisions are taken.
    func offer(_ service: ServiceID) async throws {
        test.clock.pass(4 * 86_400)
        let keys = test.app.domain.keyring.current
        try await test.app.domain.registry.database.write { connection in
            try ServicePhases.set(.on, of: service, by: keys, in: connection)
        }
    }

    /// Makes a person the holder of a cartable.
    func hold(
        _ role: Role,
        of service: ServiceID,
        _ member: StaffSeed.Member,
        in organisation: OrganisationCode = "1001"
    ) async throws {
        let (now, cartables) = (now, cases.cartables)
        try await test.app.domain.registry.database.write { connection in
            let cartable = try cartables.ensure(
                role,
                service,
                organisation,
                at: now,
                in: connection
            )
            let approval = try cartables.approve(
                member.person,
                for: cartable,
                requestedBy: root.person,
                approvedBy: administrator.person,
                at: now,
                in: connection
            )
            guard case .done = approval else { throw StoreError.statement("\(approval)") }
        }
    }

    /// Stores a file of a person; returns its id.
    func store(_ text: String, by member: StaffSeed.Member) async throws -> String {
        var intake = test.app.domain.documents.intake(by: member.person, at: now)
        _ = try await intake.receive(Array(text.utf8))
        guard case .stored(let document) = try await intake.finish() else {
            throw StoreError.conflict
        }
        return document.id
    }

    /// Moves a case from its newest revision, with a fresh factor.
    func move(
        _ action: ActionName,
        _ id: String,
        by member: StaffSeed.Member,
        as moveID: String? = nil,
        _ fill: (inout MoveInputs) -> Void = { _ in }
    ) async throws -> MoveResult {
        var inputs = MoveInputs()
        fill(&inputs)
        return try await cases.move(
            MoveRequest(
                action,
                of: id,
                moveID: moveID ?? "\(action)",
                revision: try await cases.snapshot(id)?.file.revision,
                by: .person(member.person, provedAt: now, session: .staff),
                inputs: inputs,
                at: now
            )
        )
    }

    /// What the checks of cases and cartables find.
    func caseProblems() async throws -> [String] {
        var problems: [String] = []
        _ = try await cases.check { problems.append("\($0): \($1)") }
        try await cases.checkOthers { problems.append($0) }
        return problems
    }
}
