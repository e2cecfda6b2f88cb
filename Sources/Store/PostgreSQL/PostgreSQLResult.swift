#if PostgreSQL
import CPostgres

/// What the server answered to one command; libpq's memory goes with the last reference.
///
/// Safe although it holds a C pointer: it is made by libpq, never leaves the wrapper and is cleared once.
@safe
final class PostgreSQLResult {
    /// Nil when there was not even memory for an error.
    let pointer: OpaquePointer?

    init(_ pointer: OpaquePointer?) {
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe PQclear(pointer)
    }

    var status: ExecStatusType { unsafe PQresultStatus(pointer) }

    /// Whether the command did what it was to do.
    var isGood: Bool {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: true
        default: false
        }
    }

    /// The number of rows.
    var count: Int32 { unsafe PQntuples(pointer) }

    /// A field of an error, by its letter in the protocol; empty where there is none.
    func errorField(_ letter: Unicode.Scalar) -> String {
        guard let text = unsafe PQresultErrorField(pointer, Int32(letter.value)) else {
            return ""
        }
        return unsafe String(cString: text)
    }
}
#endif
