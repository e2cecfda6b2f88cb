import Accounts
import Persian
import Store
import Synchronization
import TestDatabases
import VerifyCore

extension TestEngine {
    static let now = Timestamp(secondsSinceEpoch: 1_795_000_000)

    /// The key that opens the keyrings of these tests.
    static func kek() throws -> KeyEncryptionKey {
        try KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count))
    }

    /// Fresh keys.
    static func keyring() throws -> LiveKeyring {
        LiveKeyring(try Keyring.new(kek: kek(), at: now))
    }

    /// Runs `body` over an empty database, which is removed afterwards.
    func withDatabase(
        _ migrations: [Migration] = Accounts.migrations,
        _ body: (Database) async throws -> Void
    ) async throws {
        try await withPlace { place in
            let database = try Database(place.location)
            defer { database.close() }
            try await database.migrate(migrations)
            try await body(database)
        }
    }
}

/// The keyrings of these tests, made once for each KEK.
enum TestKeyrings {
    private static let made = Mutex<[UInt8: LiveKeyring]>([:])

    static func keyring(kek byte: UInt8) throws -> LiveKeyring {
        try made.withLock { made in
            if let keyring = made[byte] { return keyring }
            let kek = try KeyEncryptionKey([UInt8](repeating: byte, count: KeyEncryptionKey.count))
            let keyring = LiveKeyring(try Keyring.new(kek: kek, at: TestEngine.now))
            made[byte] = keyring
            return keyring
        }
    }
}
