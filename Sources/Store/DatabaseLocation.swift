/// Where a database is: `sqlite:PATH`, or `postgres://…` as libpq reads it.
///
/// `sqlite:PATH?synchronous=normal` leaves out the flush at each commit: a power cut may then lose the
/// last acknowledged writes (never the file's consistency). It exists for throw-away data and for the
/// control run of the power-cut test.
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
        /// The address holds a password, which belongs into a file.
        case passwordInside
    }

    /// Reads `sqlite:PATH` or `postgres://…`.
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

    /// The same database, opened with the password of a file; SQLite needs none.
    package func opened(with passwordFile: PasswordFile?) -> DatabaseLocation {
        switch engine {
        case .sqlite: self
        #if PostgreSQL
        case .postgreSQL(let address, _):
            DatabaseLocation(engine: .postgreSQL(address, passwordFile))
        #endif
        }
    }

    /// Whether several machines may work on it at once.
    package var isShared: Bool {
        switch engine {
        case .sqlite: false
        #if PostgreSQL
        case .postgreSQL: true
        #endif
        }
    }

    /// Whether the address itself gives up that the server on another machine proves who it is.
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
