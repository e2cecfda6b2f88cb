/// One row of a result, valid only inside the closure that receives it.
///
/// Columns count from 0. Reading a column as another type than it holds throws `StoreError.column`; nothing is
/// converted silently.
package struct Row: ~Copyable {
    private let statement: any Statement

    init(of statement: any Statement) {
        self.statement = statement
    }

    /// The number of columns.
    package var count: Int { statement.columnCount }

    /// Returns whether the column is NULL.
    package func isNull(_ column: Int) -> Bool {
        statement.kind(column) == .null
    }

    /// Returns an integer.
    package func int(_ column: Int) throws(StoreError) -> Int64 {
        guard let value = statement.integer(column) else {
            throw .column(column, expected: "integer")
        }
        return value
    }

    /// Returns a Boolean, stored as 0 or 1.
    package func bool(_ column: Int) throws(StoreError) -> Bool {
        try int(column) != 0
    }

    /// Returns a text.
    package func text(_ column: Int) throws(StoreError) -> String {
        try expect(.text, column, "text")
        return statement.withBytes(column) { bytes in
            unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Returns a copy of a blob's bytes.
    package func blob(_ column: Int) throws(StoreError) -> [UInt8] {
        try expect(.blob, column, "blob")
        return statement.withBytes(column) { bytes in
            unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
        }
    }

    /// Calls `body` with the bytes of a blob, or the UTF-8 of a text, without copying them.
    package func withBytes<R>(_ column: Int, _ body: (Span<UInt8>) throws -> R) throws -> R {
        switch statement.kind(column) {
        case .blob, .text: try statement.withBytes(column, body)
        case .null, .integer, .other: throw StoreError.column(column, expected: "blob or text")
        }
    }

    /// Calls `body` with the bytes of a blob without copying them; a text is not a blob.
    package func withBlob<R>(_ column: Int, _ body: (Span<UInt8>) throws -> R) throws -> R {
        try expect(.blob, column, "blob")
        return try statement.withBytes(column, body)
    }

    private func expect(
        _ kind: ColumnKind,
        _ column: Int,
        _ name: String
    ) throws(StoreError) {
        guard statement.kind(column) == kind else {
            throw .column(column, expected: name)
        }
    }
}

extension Row {
    /// Returns an integer, or nil for NULL.
    package func optionalInt(_ column: Int) throws(StoreError) -> Int64? {
        isNull(column) ? nil : try int(column)
    }

    /// Returns a text, or nil for NULL.
    package func optionalText(_ column: Int) throws(StoreError) -> String? {
        isNull(column) ? nil : try text(column)
    }

    /// Returns a copy of a blob's bytes, or nil for NULL.
    package func optionalBlob(_ column: Int) throws(StoreError) -> [UInt8]? {
        isNull(column) ? nil : try blob(column)
    }

    /// Returns the value, of any type.
    package func value(_ column: Int) throws(StoreError) -> SQLValue {
        switch statement.kind(column) {
        case .null: .null
        case .integer: .integer(try int(column))
        case .text: .text(try text(column))
        case .blob: .blob(try blob(column))
        case .other: throw .column(column, expected: "integer, text or blob")
        }
    }
}
