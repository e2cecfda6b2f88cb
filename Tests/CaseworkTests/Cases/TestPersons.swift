import Persian
import Store
import VerifyCore

@testable import Accounts
@testable import Casework

/// The persons and organisations of the examples.
extension TestCases {
    /// A person of the examples, with the role at whose cartables the person is the holder.
    struct Official: Sendable {
        let name: String
        let role: Role
        let organisation: String
    }

    static let officials = [
        Official(name: "head", role: .head, organisation: "1004"),
        Official(name: "reviewer", role: .reviewer, organisation: "1004"),
        Official(name: "confirmer", role: .confirmer, organisation: "1004"),
        Official(name: "office", role: .graduatesOffice, organisation: "graduates"),
        Official(name: "office", role: .administrator, organisation: "saorg"),
        Official(name: "desk", role: .helpDesk, organisation: "graduates"),
        Official(name: "custodian", role: .custodian, organisation: "monitoring"),
        Official(name: "fund", role: .reviewer, organisation: "fund"),
    ]
    /// Persons with a role and without a cartable: deputies, and two who request and approve.
    static let staff = [
        Official(name: "second-reviewer", role: .reviewer, organisation: "1004"),
        Official(name: "third-reviewer", role: .reviewer, organisation: "1004"),
        Official(name: "third-confirmer", role: .confirmer, organisation: "1004"),
        Official(name: "second-office", role: .graduatesOffice, organisation: "graduates"),
        Official(name: "second-fund", role: .reviewer, organisation: "fund"),
        Official(name: "requester", role: .administrator, organisation: "saorg"),
        Official(name: "approver", role: .root, organisation: "saorg"),
    ]

    private static let organisations: [(code: String, kind: Organisation.Kind)] = [
        ("1004", .institution), ("graduates", .unit), ("monitoring", .unit), ("saorg", .unit),
        ("fund", .outside),
    ]

    /// The id of a person of the examples: 36 characters, as the schema demands.
    static func id(_ name: String) -> PersonID {
        PersonID(name + String(repeating: "-", count: 36 - name.utf8.count))
    }

    func id(_ name: String) -> PersonID { Self.id(name) }

    /// The role that the reviewer of the examples loses.
    static let reviewer = EndedRole(
        person: id("reviewer"),
        role: Role.reviewer.rawValue,
        organisation: "1004"
    )

    func makePersons() async throws {
        let keys = keyring.current
        let now = TestOutbox.start
        try await database.write { connection in
            for (code, kind) in Self.organisations {
                try Self.organisation(code, kind, keys).insert(in: connection)
            }
            let names = ["person", "other"] + Self.officials.map(\.name) + Self.staff.map(\.name)
            for (index, name) in names.enumerated() where names.firstIndex(of: name) == index {
                try Self.insert(name, index, keys, at: now, in: connection)
            }
            for (index, official) in (Self.officials + Self.staff).enumerated() {
                try Self.grant(official, index, keys, at: now).insert(in: connection)
            }
            for deputy in Self.staff where deputy.name.hasPrefix("second-") {
                try Self.delegation(to: deputy, keys).insert(in: connection)
            }
            for service in TestServices.catalog.newest {
                try ServicePhases.set(.on, of: service.id, by: keys, in: connection)
            }
        }
    }

    /// Makes the person the holder of a cartable.
    func approve(_ official: Official, _ service: ServiceID) async throws -> HolderResult {
        let (cartables, now) = (cases.cartables, clock.now)
        return try await database.write { connection in
            let cartable = try cartables.ensure(
                official.role,
                service,
                OrganisationCode(official.organisation),
                at: now,
                in: connection
            )
            return try cartables.approve(
                Self.id(official.name),
                for: cartable,
                requestedBy: Self.id("requester"),
                approvedBy: Self.id("approver"),
                at: now,
                in: connection
            )
        }
    }

    /// Makes every official of the examples the holder of the cartables of a service.
    func staffCartables(of service: ServiceID) async throws {
        for official in Self.officials { _ = try await approve(official, service) }
    }
}

extension TestCases {
    private static func organisation(
        _ code: String,
        _ kind: Organisation.Kind,
        _ keys: Keyring
    ) throws -> OrganisationRow {
        let isInstitution = kind == .institution
        return try OrganisationRow(
            code: code,
            kind: kind.rawValue,
            category: kind == .unit ? "headquarters" : isInstitution ? "university" : "outside",
            authority: CompetentAuthority.science.rawValue,
            nameFa: isInstitution ? nil : code,
            nameEn: isInstitution ? nil : code,
            contact: OrganisationRow.contactColumn.seal(
                Array("office@\(code).example".utf8),
                row: code,
                by: keys
            ),
            province: "tehran"
        ).sealed(by: keys)
    }

    private static func insert(
        _ name: String,
        _ index: Int,
        _ keys: Keyring,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let digits = index == 0 ? "0084575948" : nationalID(index)
        let number = try IDNumber(.national, typed: digits)
        let draft = PersonDraft(
            number: number,
            name: try PersonName(firstFa: "آزمون", lastFa: name),
            birthDate: CivilDate(daysSinceEpoch: 7_000),
            contact: nil
        )
        var row = PersonRow(draft, id: id(name), level: .matched, at: now)
        let mobile = try Mobile(parsing: "0912345\(String(1_000 + index))")
        try row.set(.mobile(mobile), provenAt: now, by: keys)
        try row.insert(by: keys, in: connection)
        try PersonNumberRow(number, of: id(name), source: .identityCheck, provenAt: now)
            .insert(by: keys, in: connection)
    }

    /// A national number with its check digit.
    private static func nationalID(_ index: Int) -> String {
        let first = String(123_450_000 + index * 7)
        let sum = first.utf8.enumerated()
            .reduce(0) { $0 + Int($1.element - 0x30) * (10 - $1.offset) }
        let rest = sum % 11
        return first + String(rest < 2 ? rest : 11 - rest)
    }

    private static func grant(
        _ official: Official,
        _ index: Int,
        _ keys: Keyring,
        at now: Timestamp
    ) throws -> RoleGrantRow {
        try RoleGrantRow(
            id: "grant-\(index)",
            person: id(official.name).description,
            role: official.role.rawValue,
            organisation: official.organisation,
            fromAt: now.description,
            grantedBy: nil
        ).sealed(by: keys)
    }

    private static func delegation(
        to deputy: Official,
        _ keys: Keyring
    ) throws -> DelegationRow {
        let delegator = String(deputy.name.dropFirst("second-".count))
        return try DelegationRow(
            id: "delegation-\(deputy.name)",
            delegator: id(delegator).description,
            deputy: id(deputy.name).description,
            role: deputy.role.rawValue,
            organisation: deputy.organisation,
            service: nil,
            fromAt: TestOutbox.start.description,
            untilAt: TestOutbox.start.adding(seconds: 900 * 86_400).description,
            madeBy: id("approver").description
        ).sealed(by: keys)
    }
}

extension CaseActor {
    /// A person of the examples in a session by password and second factor.
    static func staff(_ name: String, provedAt: Timestamp? = nil) -> CaseActor {
        .person(TestCases.id(name), provedAt: provedAt, session: .staff)
    }

    /// A person of the examples in a session by a one-time code.
    static func code(_ name: String, provedAt: Timestamp? = nil) -> CaseActor {
        .person(TestCases.id(name), provedAt: provedAt, session: .citizen)
    }
}
