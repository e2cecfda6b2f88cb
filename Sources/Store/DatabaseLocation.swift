/// Where a database is: `sqlite:PATH`, or `postgres://…` as libpq reads it.
///
/// `sqlite:PATH?synchronous=normal` leaves out the flush at each commit: a power cut may then lose the
/// last acknowledged writes (never the file's consistency). It exists for throw-away data and for the
/// control run of the power-cut test (`docs/decisions/0006-how-a-power-cut-is-tested.md`).
package struct DatabaseLocation: Sendable, Hashable, CustomStringConvertible {
    let engine: EngineLocation

    enum EngineLocation: Sendable, Hashable {
        case sqlite(path: String, synchronous: Synchronous)
        #if PostgreSQL
        case postgreSQL(PostgreSQLAddress, PasswordFile?)
        #endif
    }

    enum Synchronous: String {
        case full
        case normal
    }

    /// Why a text is not a location.
    package enum ParsingError: Error, Equatable, Sendable {
        /// It does not begin with the name of an engine.
        case engineUnknown(String)
        /// The engine is known, and this program was built without it.
        case engineLeftOut(String)
        /// There is no path.
        case pathMissing
        /// A parameter after `?` is not known, or its value is not.
        case parameterUnknown(String)
        /// libpq does not understand the address.
        case addressMalformed
        /// The address holds a password, which belongs in a file.
        case passwordInside
    }

    /// Parses `sqlite:PATH` or `postgres://…`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            #if PostgreSQL
            self.engine = .postgreSQL(try PostgreSQLAddress(parsing: String(text)), nil)
            return
            #else
            throw .engineLeftOut("PostgreSQL")
            #endif
        }
        guard let colon = text.firstIndex(of: ":"), text[..<colon] == "sqlite" else {
            throw .engineUnknown(String(text.prefix { $0 != ":" }))
        }
        let parts = text[text.index(after: colon)...]
            .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.first.map { String($0) } ?? ""
        guard !path.isEmpty, path != ":memory:" else {
            throw .pathMissing
        }
        var synchronous = Synchronous.full
        if parts.count == 2 {
            guard parts[1].hasPrefix("synchronous="),
                let value = Synchronous(rawValue: String(parts[1].dropFirst("synchronous=".count)))
            else {
                throw .parameterUnknown(String(parts[1]))
            }
            synchronous = value
        }
        self.engine = .sqlite(path: path, synchronous: synchronous)
    }

    /// A SQLite file.
    package static func sqlite(_ path: String) -> DatabaseLocation {
        DatabaseLocation(engine: .sqlite(path: path, synchronous: .full))
    }

    private init(engine: EngineLocation) {
        self.engine = engine
    }

    /// Returns the same database, opened with the password of a file; SQLite needs none.
    package func opened(with passwordFile: PasswordFile?) -> DatabaseLocation {
        switch engine {
        case .sqlite: self
        #if PostgreSQL
        case .postgreSQL(let address, _):
            DatabaseLocation(engine: .postgreSQL(address, passwordFile))
        #endif
        }
    }

    /// Whether several machines may use it in parallel.
    package var isShared: Bool {
        switch engine {
        case .sqlite: false
        #if PostgreSQL
        case .postgreSQL: true
        #endif
        }
    }

    /// Whether the address itself waives that a server on another machine proves its identity.
    package var isExposed: Bool {
        switch engine {
        case .sqlite: false
        #if PostgreSQL
        case .postgreSQL(let address, _): address.isExposed
        #endif
        }
    }

    /// The text it was read from, without parameters that could be secret.
    package var description: String {
        switch engine {
        case .sqlite(let path, .full): "sqlite:\(path)"
        case .sqlite(let path, .normal): "sqlite:\(path)?synchronous=normal"
        #if PostgreSQL
        case .postgreSQL(let address, _): address.shown
        #endif
        }
    }
}

extension DatabaseLocation.ParsingError: CustomStringConvertible {
    /// What is wrong with the address, as one clause for an `error:` line.
    package var description: String {
        switch self {
        case .engineUnknown(let name):
            "\(name) is not a kind of database"
        case .engineLeftOut(let name):
            "this program was built without \(name)"
        case .pathMissing:
            "the address of the database has no path"
        case .parameterUnknown(let name):
            "the address of the database has an unknown parameter: \(name)"
        case .addressMalformed:
            "the address of the database is not one that PostgreSQL understands"
        case .passwordInside:
            "the address of the database holds a password, which other users can read there"
        }
    }

    /// Returns what the operator can do, as one clause for a `hint:` line, or nil.
    ///
    /// `setting` is what the program calls the setting that names the password file.
    package func hint(passwordFile setting: String) -> String? {
        switch self {
        case .engineUnknown:
            "write it like sqlite:/var/lib/sehat/sehat.db or postgres://sehat@db.example.ir/sehat"
        case .engineLeftOut:
            "use the program of the package, or build without --disable-default-traits"
        case .pathMissing:
            "write it like sqlite:/var/lib/sehat/sehat.db"
        case .parameterUnknown:
            nil
        case .addressMalformed:
            "write it like postgres://sehat@db.example.ir/sehat?sslrootcert=/etc/sehat/db-ca.pem"
        case .passwordInside:
            "put it into a file: \(setting)"
        }
    }
}
