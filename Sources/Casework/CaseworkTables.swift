package import Store

/// The tables of the module, each with the folder that owns it.
package enum CaseworkTables {
    /// The migrations of the module, for the programs.
    package static let migrations: [Migration] =
        Outbox.migrations + ServiceTables.migrations + CalendarTables.migrations
        + ClockTables.migrations + CartableTables.migrations + CaseTables.migrations
        + DocumentTables.migrations + CaseNumbersTable.migrations
        + MigrationTables.migrations + FeedTables.migrations + [CaseSilence.index]
}
