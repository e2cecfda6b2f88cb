import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts

/// An organisation is an id, and a name belongs to one organisation.
struct OrganisationTests {
    private static let now = TestEngine.now

    @Test(arguments: TestEngine.allCases)
    func `the keys of one organisation have its id`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let first = try await accounts.createKey(
                organisation: "Alborz Recruiting",
                scope: .verifier,
                at: Self.now
            )
            let other = try await accounts.createKey(
                organisation: "Alvand",
                scope: .verifier,
                at: Self.now
            )
            let second = try await accounts.createKey(
                organisation: "ALBORZ  recruiting",
                scope: .verifier,
                at: Self.now
            )
            #expect(first.key.organisationID == first.key.id)
            #expect(second.key.organisationID == first.key.id)
            #expect(other.key.organisationID == other.key.id)
            let account = try await accounts.account(forKey: second.secret, at: Self.now)
            #expect(account?.organisationID == first.key.id)
            #expect(account?.organisation == "ALBORZ recruiting")
        }
    }

    /// A name that is taken, with the scope and institution of the key that wants it.
    private static let takers: [(name: String, scope: Scope, institution: String?)] = [
        ("دانشگاه تهران", .verifier, nil), ("دانشگاه تهران", .admin, nil),
        ("دانشگاه تهران", .institution, "1002"), ("دانشگاه تهران", .verifier, nil),
        ("دانشگاه‌تهران", .verifier, nil), ("دَانشگاه  تهران", .admin, nil),
    ]

    @Test(arguments: TestEngine.allCases)
    func `a name is taken across scopes and institutions, and the refusal names the key`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let (key, _) = try await accounts.createKey(
                organisation: "دانشگاه تهران",
                scope: .institution,
                institution: "1001",
                at: Self.now
            )
            let refusal = AccountsError.nameTaken(key: key.id, scope: "institution")
            #expect(refusal.description.contains("API key \(key.id) "))
            for (name, scope, institution) in Self.takers {
                await #expect(throws: refusal) {
                    try await accounts.createKey(
                        organisation: name,
                        scope: scope,
                        institution: institution,
                        at: Self.now
                    )
                }
            }
            // A key that was made by mistake frees its name once it is revoked.
            try await accounts.revoke(key.id, at: Self.now)
            let (freed, _) = try await accounts.createKey(
                organisation: "دانشگاه تهران",
                scope: .verifier,
                at: Self.now
            )
            #expect(freed.organisationID == freed.id)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two requests for one name at the same time one gets it`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let made = await withTaskGroup(of: Bool.self) { group in
                for scope in [Scope.verifier, .admin] {
                    group.addTask {
                        (try? await accounts.createKey(
                            organisation: "SAORG",
                            scope: scope,
                            at: Self.now
                        )) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(made == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key of an earlier version is accepted, and is an organisation by itself`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keyring = try TestEngine.keyring()
            let accounts = Accounts(database: database, keyring: keyring)
            let (key, secret) = try await accounts.createKey(
                organisation: "Alborz",
                scope: .verifier,
                at: Self.now
            )
            let keys = keyring.current
            try await database.write { connection in
                // As that version sealed it.
                let found = try connection.first("SELECT \(APIKeyRow.columns) FROM api_key") {
                    try APIKeyRow($0)
                }
                var row = try #require(found)
                row.organisationID = nil
                let seal = try #require(keys.seal(row.statement))
                try connection.execute(
                    "UPDATE api_key SET organisation_id = NULL, seal = \(seal)"
                )
            }
            let account = try await accounts.account(forKey: secret, at: Self.now)
            #expect(account?.organisationID == key.id)
            // Its seal covers no organisation, so none can be written into the row.
            try await database.write { connection in
                _ = try connection.execute("UPDATE api_key SET organisation_id = 7")
            }
            #expect(try await accounts.account(forKey: secret, at: Self.now) == nil)
        }
    }
}
