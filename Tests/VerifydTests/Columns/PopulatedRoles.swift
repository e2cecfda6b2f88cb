import Persian
import Store
import Testing
import VerifyCore

@testable import Accounts
@testable import Web

/// Organisations, persons with roles, deputies, invitations and proposals, in each of their states.
extension PopulatedApp {
    static func addStaff(_ test: TestApp) async throws {
        let (roles, now) = (test.app.domain.roles, test.app.edge.now())
        let op = AuditActor.commandLine("test")
        let roots = try await roles.bootstrap(
            draft(1),
            draft(2),
            contact: "office@saorg.example",
            by: op,
            at: now
        ).map(\.person)
        for (index, root) in roots.enumerated() { try await activate(root, draft(index + 1), test) }
        try await addOrganisations(test)
        let administrator = try await granted(.administrator, "saorg", 3, by: roots[0], test)
        let head = try await granted(.head, "1001", 4, by: administrator, test)
        let reviewer = try await granted(.reviewer, "1001", 5, by: head, test)
        let uploader = try await granted(.uploader, "1001", 6, by: head, test)
        for (deputy, days) in [(reviewer, 10), (uploader, 20)] as [(PersonID, Int64)] {
            let request = DelegationRequest(
                of: head,
                to: deputy,
                role: .head,
                in: "1001",
                service: days == 20 ? "academic-confirmation" : nil,
                from: now,
                until: now.adding(seconds: days * 86_400)
            )
            let outcome = try await roles.delegate(request, by: actor(head), at: now)
            guard days == 20, case .delegated(let delegation) = outcome else { continue }
            try await roles.end(delegation: delegation.id, by: actor(head), at: now)
        }
        // A person that was invited twice, and one whose role has ended.
        let invited = GrantRequest(
            .invited(try draft(7)),
            as: .confirmer,
            in: "1001",
            until: now.adding(seconds: 30 * 86_400)
        )
        guard case .granted(let grant) = try await roles.grant(invited, by: actor(head), at: now)
        else { return }
        try await roles.inviteAgain(grant: grant.id, by: actor(head), at: now)
        try await addOrders(uploader, head, test)
        try await end(roles.grants(of: uploader)[0].id, by: head, test)
        try await addProposals(head, administrator, test)
        try await leaveCases(
            test,
            CasePersons(
                applicant: administrator,
                head: head,
                reviewer: reviewer,
                requester: roots[0],
                approver: roots[1]
            )
        )
    }

    /// Files that were sent, one of them decided, and months that were confirmed.
    private static func addOrders(
        _ uploader: PersonID,
        _ head: PersonID,
        _ test: TestApp
    ) async throws {
        let (roles, now) = (test.app.domain.roles, test.app.edge.now())
        let orders: [(String, UploadOrder.Task)] = [
            ("10000000-0000-4000-8000-000000000001", .issue),
            ("10000000-0000-4000-8000-000000000002", .issue),
            ("10000000-0000-4000-8000-000000000003", .fill),
        ]
        try await roles.database.write { connection in
            for (id, task) in orders {
                try roles.addUploadOrder(
                    id,
                    for: task,
                    preview: task == .issue ? "2\(id.dropFirst())" : nil,
                    named: "graduates.csv",
                    in: "1001",
                    by: actor(uploader),
                    at: now,
                    in: connection
                )
            }
            try roles.decide(
                uploadOrder: orders[0].0,
                .confirmed,
                by: actor(head),
                at: now,
                in: connection
            )
        }
        let month = ConfirmedMonth(of: now.tehranDate).previous
        for month in [month, month.previous] {
            let lists = ConfirmedLists(
                of: "1001",
                in: month,
                grants: [],
                codes: month.month,
                codesDigest: [1]
            )
            try await roles.confirm(lists, by: actor(head), at: now)
        }
    }

    private static func addOrganisations(_ test: TestApp) async throws {
        let (roles, now) = (test.app.domain.roles, test.app.edge.now())
        let op = AuditActor.commandLine("test")
        for code in ["1001", "1002"] {
            try await roles.addOrganisation(
                OrganisationDraft(
                    code: code,
                    kind: .institution,
                    contact: "office@\(code).example",
                    province: code == "1001" ? "tehran" : "",
                    licensedFrom: code == "1001" ? now.adding(seconds: -86_400) : nil,
                    licensedUntil: code == "1001" ? now.adding(seconds: 86_400) : nil
                ),
                by: op,
                at: now
            )
        }
        try await roles.addOrganisation(
            OrganisationDraft(
                code: "fund",
                kind: .outside,
                authority: .health,
                nameFa: "صندوق رفاه",
                nameEn: "Welfare Fund",
                contact: "office@fund.example"
            ),
            by: op,
            at: now
        )
        try await roles.setSuccessor(of: "1002", to: "1001", by: op, at: now)
        try await roles.setClosing(of: "1002", at: now, by: op, at: now)
    }

    private static func addProposals(
        _ head: PersonID,
        _ administrator: PersonID,
        _ test: TestApp
    ) async throws {
        let (roles, now) = (test.app.domain.roles, test.app.edge.now())
        let op = AuditActor.commandLine("test")
        _ = try await roles.propose(.block(head, reason: "test"), by: op, at: now)
        let confirmed = try await roles.propose(
            .grant(GrantRequest(.invited(try draft(8)), as: .helpDesk, in: "saorg")),
            by: op,
            at: now
        )
        _ = try await roles.confirm(confirmed.id, by: actor(administrator), at: now)
        let rejected = try await roles.propose(
            .reset(head, reason: "test"),
            by: op,
            at: now
        )
        _ = try await roles.reject(rejected.id, by: actor(administrator), at: now)
    }

    private static func actor(_ person: PersonID) -> AuditActor {
        .person(person, network: "192.0.2.1")
    }

    private static func end(_ grant: String, by person: PersonID, _ test: TestApp) async throws {
        let now = test.app.edge.now()
        _ = try await test.app.domain.roles.end(
            grant: grant,
            because: "test",
            by: actor(person),
            at: now
        )
    }

    private static func granted(
        _ role: Role,
        _ organisation: String,
        _ index: Int,
        by granter: PersonID,
        _ test: TestApp
    ) async throws -> PersonID {
        let outcome = try await test.app.domain.roles.grant(
            GrantRequest(.invited(try draft(index)), as: role, in: organisation),
            by: actor(granter),
            at: test.app.edge.now()
        )
        guard case .granted(let grant) = outcome else { throw StoreError.conflict }
        try await activate(grant.person, draft(index), test)
        return grant.person
    }

    /// Gives a person a proven contact and credentials, as the acceptance of an invitation does.
    private static func activate(
        _ person: PersonID,
        _ draft: PersonDraft,
        _ test: TestApp
    ) async throws {
        let (signIn, now) = (test.app.domain.signIn, test.app.edge.now())
        let contact = try #require(draft.contact)
        try await signIn.people.database.write { connection in
            try signIn.people.proveContact(contact, of: person, at: now, in: connection)
            try signIn.enrol(
                PreparedCredentials(
                    password: PreparedPassword(secret: [UInt8](repeating: 1, count: 48)),
                    authenticator: PreparedAuthenticator(
                        secret: [UInt8](repeating: 2, count: 20),
                        step: 1
                    )
                ),
                of: person,
                effectiveAt: now,
                at: now,
                in: connection
            )
        }
    }

    private static func draft(_ index: Int) throws -> PersonDraft {
        // Passports have no check digit.
        PersonDraft(
            number: try IDNumber(.passport, country: "AFG", typed: "P9000\(index)"),
            name: try PersonName(firstFa: "نام", lastFa: "خانوادگی \(index)"),
            birthDate: try CivilDate(parsing: "1980-01-0\(index % 9 + 1)"),
            contact: .email(try EmailAddress(parsing: "person\(index)@example.org"))
        )
    }
}
