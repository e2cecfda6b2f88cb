import Foundation
import Registry
import Store
import TestDatabases
import Testing

@testable import Web

/// An attacker who can write the database writes another value into every column of every table, while a daemon runs.
///
/// Either `db check --keys` reports it or the daemon refuses, for every row; or the column is in the list of named limits
/// of docs/threat-model.md. The columns come from the database's own catalogue: a new one fails here until it is sealed
/// or named.
@Suite struct ColumnTests {
    /// The rows of a table that are read.
    private static let rowLimit = 12

    /// How many of them are tried for a column that must be reported: each takes a check of the whole database.
    ///
    /// Three in continuous integration; `make columns` tries all.
    private static let trialLimit =
        ProcessInfo.processInfo.environment["SEHAT_COLUMNS"] == "every" ? rowLimit : 3

    @Test(arguments: TestEngine.allCases)
    func `another value in any column is reported or is a named limit`(
        _ engine: TestEngine
    ) async throws {
        let limits = try NamedLimits()
        // Each unreported change leads to requests, more of them than the limits permit.
        try await TestApp.with(["rate-limits": "off"], on: engine) { test in
            let app = try await PopulatedApp(test)
            let insider = try Database(test.place.location)
            defer { insider.close() }
            let columns = try await insider.read { try engine.columns(in: $0) }
            #expect(await app.problems() == [])
            #expect(try await app.refusals() == [])
            let named = limits.names(among: columns)
            for table in Dictionary(grouping: columns, by: \.table).values {
                let isUsual = table.allSatisfy(\.hasUsualType)
                let rows = try await insider.read {
                    isUsual ? try AnyRow.first(Self.rowLimit, of: table, in: $0) : []
                }
                var order = CheckOrder()
                #expect(!rows.isEmpty || !isUsual, "\(table[0].table) is empty")
                for place in table.indices {
                    let trial = ColumnTrial(app: app, insider: insider, rows: rows, place: place)
                    let name = table[place].name
                    let isNamed = named.contains(name)
                    let unreported =
                        try await isNamed
                        ? trial.unreported(one: true, of: Self.rowLimit, &order)
                        : trial.unreported(one: false, of: Self.trialLimit, &order)
                    if !isUsual {
                        #expect(isNamed, "\(name) has no seal and is no named limit")
                    } else if isNamed {
                        #expect(
                            !unreported.isEmpty,
                            "\(name) is a named limit, but each change of it is reported: remove it from the list"
                        )
                    } else {
                        #expect(
                            unreported.isEmpty,
                            "\(name) is neither sealed nor a named limit: \(unreported.joined(separator: ", "))"
                        )
                    }
                }
            }
            let isPostgreSQL = engine != .sqlite
            for row in limits.withoutColumn(among: columns, onPostgreSQL: isPostgreSQL) {
                Issue.record("\(row.table).\(row.column) is in the list, and no column")
            }
            // Everything was put back.
            #expect(await app.problems() == [])
        }
    }
}

/// In which order the checks are run over the changes of one table: first the one that reported the last change.
///
/// A report by any check is enough, so a change that is reported mostly takes one check; one that no check reports takes all.
private struct CheckOrder {
    private var checks = PopulatedApp.Check.allCases

    mutating func isReported(by app: PopulatedApp) async -> Bool {
        for (place, check) in checks.enumerated() where await !app.problems(of: check).isEmpty {
            checks.remove(at: place)
            checks.insert(check, at: 0)
            return true
        }
        return false
    }
}

/// One column of a table, whose rows are changed one at a time.
private struct ColumnTrial {
    let app: PopulatedApp
    let insider: Database
    let rows: [AnyRow]
    let place: Int

    /// Returns the changes of the first `count` rows that nothing reports, or with `one` the first of them: each takes
    /// the whole check and every request, and a named limit needs one only.
    func unreported(
        one: Bool,
        of count: Int,
        _ order: inout CheckOrder
    ) async throws -> [String] {
        var unreported: [String] = []
        for row in rows.prefix(count) where !one || unreported.isEmpty {
            guard let edited = try await edit(row) else { continue }
            var isReported = await order.isReported(by: app)
            if !isReported { isReported = try await !app.refusals().isEmpty }
            if !isReported {
                unreported.append("\(row.values[place]) to \(edited.values[place])")
            }
            try await insider.write { try row.restore(replacing: edited, in: $0) }
        }
        return unreported
    }

    /// Writes another value; nil when the schema refuses each one that is tried.
    private func edit(_ row: AnyRow) async throws -> AnyRow? {
        let values = OtherValues(
            column: row.columns[place],
            value: row.values[place],
            others: rows.map { $0.values[place] }
        )
        for value in values.all {
            do {
                return try await insider.write { connection in
                    try row.writing(value, into: place, in: connection)
                }
            } catch StoreError.constraint {
                continue
            }
        }
        return nil
    }
}
