import Accounts
import ArgumentParser
import Foundation
import Registry
import Store

/// The database that a command works on.
struct DatabaseOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The database (SEHAT_DATABASE).", valueName: "sqlite:path"))
    var database: String?

    /// Where it is, or nil where nobody says.
    var text: String? { database ?? Environment.database }

    /// Where it is; refuses a command line without one.
    func location() throws -> DatabaseLocation {
        guard let text else {
            throw Failure.usage(
                "no database is named",
                hint: "add --database sqlite:PATH or set SEHAT_DATABASE"
            )
        }
        return try DatabaseLocation(parsing: text)
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
