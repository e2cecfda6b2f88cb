package import Store
package import VerifyCore

/// What else a change writes, from its outcome and in its own transaction: all of it is done, or nothing.
package typealias TransactionHook<Outcome> = @Sendable (Outcome, Connection) throws -> Void

/// The register: institutions, the graduates' data bank, the degrees issued from it, and what it answers
/// to whoever asks about one.
///
/// The database is not trusted: every answer is decoded from bytes that a key outside of it vouches for.
/// Whoever can write the database can make a degree vanish or fail its check, and never make one up.
package struct Registry: Sendable {
    package let database: Database
    package let keyring: LiveKeyring
    /// Of the address in the QR: `degrees.example.ir`, or with a scheme for development.
    package let host: String
    /// Hears of what an honest register almost never sees.
    package let observer: RegistryObserver

    /// Answers look-ups of T0 where it can.
    package let replica: Replica?

    let recentInstitutions = RecentInstitutions()

    /// A register on a database and keys; an observer for its alarms.
    package init(
        database: Database,
        keyring: LiveKeyring,
        host: String,
        observer: RegistryObserver = .none,
        replica: Replica? = nil
    ) {
        self.database = database
        self.keyring = keyring
        self.host = host
        self.observer = observer
        self.replica = replica
    }

    /// The tables of all of the register's rooms, in the order in which they refer to each other.
    package static var migrations: [Migration] {
        institutionTables + DataBank.migrations + degreeTables + lookUpTables + legacyTables
            + reportTables + bulkJobTables
    }

    /// Asks the database one thing; throws what keeps it from answering.
    package func isReachable() async throws {
        _ = try await database.lookUp { connection in
            try connection.first("SELECT 1 FROM institution LIMIT 1") { try $0.int(0) }
        }
    }
}
