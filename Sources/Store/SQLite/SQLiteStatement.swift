import CSQLite

/// A prepared statement of SQLite.
///
/// Safe although it holds a C pointer: the pointer is made here, never leaves, and is freed once, in
/// `deinit`; the connection is kept alive until then. Bytes are passed only into a closure, between one
/// step and the next.
@safe
final class SQLiteStatement: Statement {
    private let handle: OpaquePointer
    private let session: SQLiteSession
    var isRunning = false

    init(_ text: String, in session: SQLiteSession) throws(StoreError) {
        var handle: OpaquePointer?
        let result = unsafe sqlite3_prepare_v3(
            session.handle,
            text,
            -1,
            UInt32(SQLITE_PREPARE_PERSISTENT),
            &handle,
            nil
        )
        guard result == SQLITE_OK else {
            throw session.error(result)
        }
        guard let handle = unsafe handle else {
            throw .statement("no statement in “\(text)”")
        }
        unsafe self.handle = handle
        self.session = session
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    var placeCount: Int { unsafe Int(sqlite3_bind_parameter_count(handle)) }

    var identity: Int64 { unsafe sqlite3_last_insert_rowid(session.handle) }

    var changes: Int { unsafe Int(sqlite3_changes64(session.handle)) }

    func bind(_ value: SQLValue, at place: Int) throws(StoreError) {
        let place32 = Int32(place)
        switch value {
        case .null:
            try check(unsafe sqlite3_bind_null(handle, place32))
        case .integer(let number):
            try check(unsafe sqlite3_bind_int64(handle, place32, number))
        case .text(var text):
            let result = text.withUTF8 { bytes in
                unsafe sehat_sqlite_bind_text(
                    handle,
                    place32,
                    bytes.baseAddress,
                    UInt64(bytes.count)
                )
            }
            try check(result)
        case .blob(let blob):
            let result = unsafe blob.withUnsafeBytes { bytes in
                unsafe sehat_sqlite_bind_blob(
                    handle,
                    place32,
                    bytes.baseAddress,
                    UInt64(bytes.count)
                )
            }
            try check(result)
        }
    }

    func step() throws(StoreError) -> Bool {
        let result = unsafe sqlite3_step(handle)
        switch result {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw session.error(result)
        }
    }

    func reset() {
        // Both repeat the step's error, which was thrown already.
        _ = unsafe sqlite3_reset(handle)
        _ = unsafe sqlite3_clear_bindings(handle)
    }

    private func check(_ result: Int32) throws(StoreError) {
        if result != SQLITE_OK {
            throw session.error(result)
        }
    }
}

extension SQLiteStatement {
    var columnCount: Int { unsafe Int(sqlite3_column_count(handle)) }

    func kind(_ column: Int) -> ColumnKind {
        switch unsafe sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .blob
        default: .other
        }
    }

    func integer(_ column: Int) -> Int64? {
        guard unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_INTEGER else {
            return nil
        }
        return unsafe sqlite3_column_int64(handle, Int32(column))
    }

    func withBytes<R>(_ column: Int, _ body: (Span<UInt8>) throws -> R) rethrows -> R {
        // The pointer first: reading it may convert the value, and so change its length.
        let start = unsafe sqlite3_column_blob(handle, Int32(column))
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return try body(unsafe Span(_unsafeBytes: bytes))
    }
}
