import Accounts
import ArgumentParser
import Foundation
import Registry
import Store

/// The database that a command works on.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The database, sqlite:PATH or postgres://… (SEHAT_DATABASE).",
            valueName: "address"
        )
    )
    var database: String?

    @OptionGroup var password: DatabasePasswordOption

    /// Where it is, or nil where nobody says.
    var text: String? { database ?? Environment.database }

    /// Where it is; refuses a command line without one.
    func location() throws -> DatabaseLocation {
        guard let text else {
            throw Failure.usage(
                "no database is named",
                hint: "add --database sqlite:PATH or postgres://…, or set SEHAT_DATABASE"
            )
        }
        return try password.location(text)
    }

    /// Opens it; a missing one is made by `db migrate` only.
    func open(creating: Bool = false) throws -> Database {
        var options = Database.Options()
        options.creates = creating
        return try Database(location(), options: options)
    }

    /// The tables of every room, in the order in which they refer to each other.
    static let migrations = Registry.migrations + Accounts.migrations
}

/// What opens a database on PostgreSQL.
struct DatabasePasswordOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The file with the password for PostgreSQL (SEHAT_DATABASE_PASSWORD_FILE).",
            valueName: "file"
        ),
        completion: .file()
    )
    var databasePasswordFile: String?

    /// Where a database is, and with which password.
    func location(_ text: String) throws -> DatabaseLocation {
        let location = try DatabaseLocation(parsing: text)
        if location.isExposed {
            Console(json: false).warn(
                "others may read what goes to \(location), or answer for it; use sslmode=verify-full"
            )
        }
        return location.opened(
            with: .found(
                file: databasePasswordFile ?? Environment.databasePasswordFile,
                environment: ProcessInfo.processInfo.environment
            )
        )
    }
}
