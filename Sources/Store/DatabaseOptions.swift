extension Database {
    /// What an operator may set.
    package struct Options: Sendable {
        /// How long to wait for another process's write transaction, in milliseconds.
        package var busyMilliseconds = 10_000
        /// Connections to PostgreSQL for reading, and as many for writing.
        package var connections = 16
        /// How long a transaction that conflicted with another one, or lost its server, is retried.
        package var patience = Duration.seconds(15)
        /// How long a server may take to answer one statement of `read` and `write`.
        ///
        /// Then its connection counts as lost; `lookUp` waits no longer than `patience`. Long enough for a statement
        /// that changes a million rows, as at the end of a dry run.
        package var longestAnswer = Duration.seconds(120)
        /// Whether a PostgreSQL standby is accepted; it cannot be written.
        package var takesStandby = false
        /// Whether a missing SQLite file is made, and an empty PostgreSQL database accepted.
        package var creates = true
        /// Whether a register is accepted that has no mark yet, since `migrate` follows and marks it.
        package var adopts = true

        /// The defaults.
        package init() {}
    }
}

extension DatabaseLocation {
    func engine(with options: Database.Options) -> any Engine {
        switch engine {
        case .sqlite(let path, let synchronous):
            SQLiteEngine(path: path, synchronous: synchronous, options: options)
        #if PostgreSQL
        case .postgreSQL(let address, let passwordFile):
            PostgreSQLEngine(address: address, passwordFile: passwordFile, options: options)
        #endif
        }
    }
}
