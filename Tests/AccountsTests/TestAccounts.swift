import Accounts
import Foundation
import Persian
import Store
import VerifyCore

/// The engines that every test of this room runs over; a further engine is a word here.
enum TestEngine: CaseIterable {
    case sqlite

    static let now = Timestamp(secondsSinceEpoch: 1_795_000_000)

    /// The key that opens the keyrings of this room.
    static func kek() throws -> KeyEncryptionKey {
        try KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count))
    }

    /// Fresh keys.
    static func keyring() throws -> LiveKeyring {
        LiveKeyring(try Keyring.new(kek: kek(), at: now))
    }

    /// Runs `body` over an empty database, in a folder that is removed afterwards.
    func withDatabase(_ body: (Database) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "accounts-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database = try Database(.sqlite(folder + "/test.db"))
        defer { database.close() }
        try await database.migrate(Accounts.migrations)
        try await body(database)
    }
}
