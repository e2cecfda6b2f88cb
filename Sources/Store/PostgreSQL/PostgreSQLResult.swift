#if PostgreSQL
import CPostgres

/// The server's result of one command; the last reference frees libpq's memory.
///
/// Safe although it holds a C pointer: it is made by libpq, never leaves the wrapper and is cleared once.
@safe
final class PostgreSQLResult {
    /// Nil when there was no memory for an error, or no result.
    let pointer: OpaquePointer?

    init(_ pointer: OpaquePointer?) {
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe PQclear(pointer)
    }

    var status: ExecStatusType { unsafe PQresultStatus(pointer) }

    /// Whether the command succeeded.
    var isGood: Bool {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: true
        default: false
        }
    }

    /// The number of rows.
    var count: Int32 { unsafe PQntuples(pointer) }

    /// Returns a field of an error, by its letter in the protocol; empty where there is none.
    func errorField(_ letter: Unicode.Scalar) -> String {
        guard let text = unsafe PQresultErrorField(pointer, Int32(letter.value)) else {
            return ""
        }
        return unsafe String(cString: text)
    }
}
#endif
