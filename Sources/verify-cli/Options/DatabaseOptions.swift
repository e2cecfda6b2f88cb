import Accounts
import ArgumentParser
import Casework
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

    /// The address, or nil where none is given.
    var text: String? { database ?? Environment.database }

    /// Returns the address; throws where none is given.
    func location() throws -> DatabaseLocation {
        guard let text else {
            throw Failure.usage(
                "no database is named",
                hint: "add --database sqlite:PATH or postgres://…, or set SEHAT_DATABASE"
            )
        }
        return try password.location(text)
    }

    /// Opens the database; only `db migrate` makes a missing one.
    func open(creating: Bool = false) throws -> Database {
        try Self.open(location(), creating: creating)
    }

    /// Opens a database.
    static func open(_ location: DatabaseLocation, creating: Bool = false) throws -> Database {
        try requireFile(location, creating: creating)
        var options = Database.Options()
        options.creates = creating
        // Only `db migrate` marks a register of a version that did not.
        options.adopts = creating
        return try Database(location, options: options)
    }

    /// Throws where a SQLite file cannot be opened, with the reason; SQLite itself reports none.
    private static func requireFile(_ location: DatabaseLocation, creating: Bool) throws(Failure) {
        let address = location.description
        guard address.hasPrefix("sqlite:"),
            case let path = String(address.dropFirst("sqlite:".count).prefix { $0 != "?" }),
            let obstacle = FileObstacle(at: path)
        else { return }
        var hint = obstacle.hint()
        if case .missing = obstacle {
            if creating { return }
            hint = "verify-cli db migrate makes a new one"
        }
        throw .server("cannot open the database: \(path): \(obstacle.reason)", hint: hint)
    }

    /// The migrations of every module, in the order in which their tables refer to each other.
    static let migrations =
        Registry.migrations + Accounts.migrations + CaseworkTables.migrations
}

/// The password of a database on PostgreSQL.
struct DatabasePasswordOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The file with the password for PostgreSQL (SEHAT_DATABASE_PASSWORD_FILE).",
            valueName: "file"
        ),
        completion: .file()
    )
    var databasePasswordFile: String?

    /// Returns the address of a database together with its password.
    func location(_ text: String) throws -> DatabaseLocation {
        let location = try DatabaseLocation(parsing: text)
        if let file = databasePasswordFile, !FileManager.default.fileExists(atPath: file) {
            // The name may be the password itself: it is not shown.
            throw Failure.usage(
                "--database-password-file names no file that exists",
                hint: "it takes the name of a file, not the password itself"
            )
        }
        if location.isExposed {
            Console(json: false).warn(
                "the connection to \(location) can be read and imitated on the network; use sslmode=verify-full"
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
