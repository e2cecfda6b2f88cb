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
        case postgreSQL(uri: String)
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
        /// There is no path.
        case pathMissing
        /// A parameter after `?` is not known, or its value is not.
        case parameterUnknown(String)
    }

    /// Reads `sqlite:PATH` or `postgres://…`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        #if PostgreSQL
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self.engine = .postgreSQL(uri: String(text))
            return
        }
        #endif
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

    /// The text it was read from, without a password.
    package var description: String {
        switch engine {
        case .sqlite(let path, .full): "sqlite:\(path)"
        case .sqlite(let path, .normal): "sqlite:\(path)?synchronous=normal"
        #if PostgreSQL
        case .postgreSQL(let uri): Self.withoutSecrets(uri)
        #endif
        }
    }
}

#if PostgreSQL
extension DatabaseLocation {
    /// Leaves out `:password` before `@`, and every parameter, of which some hold secrets too.
    private static func withoutSecrets(_ uri: String) -> String {
        let shown = uri.prefix { $0 != "?" }
        guard let at = shown.lastIndex(of: "@"),
            let start = shown.firstRange(of: "://")?.upperBound,
            let colon = shown[start..<at].firstIndex(of: ":")
        else {
            return String(shown)
        }
        return String(shown[..<colon] + shown[at...])
    }
}
#endif
