import Persian
import Store
import TestDatabases
import VerifyCore

@testable import Accounts
@testable import Casework

/// The database of walks.
extension TestCases {
    /// How long a deputy of a walk acts.
    static let delegationSeconds: Int64 = 900 * 86_400

    /// Runs `body` over an empty database with separate keys, some holders, and a deputy of a deputy.
    static func forWalks(
        _ engine: TestEngine,
        _ seed: UInt64,
        _ body: (TestCases, WalkModel) async throws -> Void
    ) async throws {
        let isSampled = !seed.isMultiple(of: 2)
        let keyring = LiveKeyring(try TestKeys.keyring.get().current)
        try await with(engine, sample: isSampled ? 1_000 : 0, keyring: keyring) { test in
            var model = WalkModel()
            model.isSampled = isSampled
            // Later than the roles begin: a walk sets the clock back.
            test.clock.advance(seconds: 2 * 86_400)
            try await test.nameDeputies(in: &model)
            for official in officials {
                for address in WalkRules.addresses
                where address.role == official.role.rawValue
                    && address.organisation == official.organisation && seed % 3 > 0
                {
                    _ = try await test.approve(official, ServiceID(address.service))
                    model.holders[address] = .init(
                        person: official.name,
                        requester: "requester",
                        from: test.clock.now
                    )
                }
            }
            try await body(test, model)
        }
    }

    private func nameDeputies(in model: inout WalkModel) async throws {
        let start = TestOutbox.start
        let row = try Self.delegation(
            "delegation-third-reviewer",
            "second-reviewer",
            "third-reviewer",
            "reviewer",
            "1004",
            from: start,
            keyring.current
        )
        try await database.write { try row.insert(in: $0) }
        let pairs = [
            ("reviewer", "second-reviewer", "reviewer", "1004"),
            ("office", "second-office", "graduates-office", "graduates"),
            ("fund", "second-fund", "reviewer", "fund"),
            ("second-reviewer", "third-reviewer", "reviewer", "1004"),
        ]
        for (delegator, deputy, role, organisation) in pairs {
            model.deputies["delegation-\(deputy)"] = .init(
                delegator: delegator,
                deputy: deputy,
                role: role,
                organisation: organisation,
                from: start,
                until: start.adding(seconds: Self.delegationSeconds)
            )
        }
    }

    static func delegation(
        _ id: String,
        _ delegator: String,
        _ deputy: String,
        _ role: String,
        _ organisation: String,
        from: Timestamp,
        _ keys: Keyring
    ) throws -> DelegationRow {
        try DelegationRow(
            id: id,
            delegator: Self.id(delegator).description,
            deputy: Self.id(deputy).description,
            role: role,
            organisation: organisation,
            service: nil,
            fromAt: from.description,
            untilAt: from.adding(seconds: delegationSeconds).description,
            madeBy: Self.id("approver").description
        ).sealed(by: keys)
    }
}
