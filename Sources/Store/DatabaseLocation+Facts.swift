/// What an operator may have to be warned of.
extension DatabaseLocation {
    /// The path of the file; nil for a server.
    package var file: String? {
        switch engine {
        case .sqlite(let path, _): path
        #if PostgreSQL
        case .postgreSQL: nil
        #endif
        }
    }

    /// Whether an acknowledged write survives a power cut.
    package var isDurable: Bool {
        switch engine {
        case .sqlite(_, let synchronous): synchronous == .full
        #if PostgreSQL
        // The server decides.
        case .postgreSQL: true
        #endif
        }
    }
}
