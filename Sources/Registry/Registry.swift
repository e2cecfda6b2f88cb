package import Store
package import VerifyCore

/// The register: institutions, the graduates' data bank, the degrees issued from it, and the look-ups.
///
/// The database is not trusted: every answer is decoded from bytes under a MAC whose key is outside of it.
/// An attacker who can write the database can make a degree vanish or fail its check, and never create one.
package struct Registry: Sendable {
    package let database: Database
    package let keyring: LiveKeyring
    /// The host of the address in the QR: `degrees.example.ir`, or with a scheme for development.
    package let host: String
    /// Called for events that deserve an alarm.
    package let observer: RegistryObserver

    /// Answers look-ups of T0 where it can; nil without a replica.
    package let replica: Replica?

    /// How long rows are kept that requests add without end.
    let retention: Retention

    /// Runs in the transaction that inserts a degree, with its record: the message to its holder.
    let issued: TransactionHook<DegreeRecord>

    /// Runs in the transaction that files a recent document without a degree: the invitation of its holder.
    let awaited: TransactionHook<AwaitedDocument>

    let recentInstitutions = RecentInstitutions()
    /// Shared by every look-up of this process at this database: use one register, or copies of it.
    let reservations = AttemptReservations()
    let retained = RetainedRows()

    /// Creates a register on a database and keys.
    package init(
        database: Database,
        keyring: LiveKeyring,
        host: String,
        observer: RegistryObserver = .none,
        replica: Replica? = nil,
        retention: Retention = .usual,
        issued: @escaping TransactionHook<DegreeRecord> = { _, _ in },
        awaited: @escaping TransactionHook<AwaitedDocument> = { _, _ in }
    ) {
        self.database = database
        self.keyring = keyring
        self.host = host
        self.observer = observer
        self.replica = replica
        self.retention = retention
        self.issued = issued
        self.awaited = awaited
    }

    /// The migrations of the register's tables, in the order in which the tables refer to each other.
    package static var migrations: [Migration] {
        institutionTables + DataBank.migrations + degreeTables + lookUpTables + legacyTables
            + reportTables + bulkJobTables + KeyringSerial.migrations + sealColumns + shareTables
            + [GraduateNameKey.index]
    }

    /// Reads one row from the database.
    ///
    /// - Throws: `StoreError` when the database cannot answer.
    package func isReachable() async throws {
        _ = try await database.lookUp { connection in
            try connection.first("SELECT 1 FROM institution LIMIT 1") { try $0.int(0) }
        }
    }
}
