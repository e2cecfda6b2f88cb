/// One row of an answer, alive only inside the closure that it is given to.
///
/// Columns count from 0. Asking for another type than the column holds throws
/// `StoreError.column`; nothing is converted silently.
package struct Row: ~Copyable {
    private let statement: any Statement

    init(of statement: any Statement) {
        self.statement = statement
    }

    /// The number of columns.
    package var count: Int { statement.columnCount }

    /// Whether there is no value.
    package func isNull(_ column: Int) -> Bool {
        statement.kind(column) == .null
    }

    /// A whole number.
    package func int(_ column: Int) throws(StoreError) -> Int64 {
        guard let value = statement.integer(column) else {
            throw .column(column, expected: "integer")
        }
        return value
    }

    /// A truth value, kept as 0 or 1.
    package func bool(_ column: Int) throws(StoreError) -> Bool {
        try int(column) != 0
    }

    /// A text.
    package func text(_ column: Int) throws(StoreError) -> String {
        try expect(.text, column, "text")
        return statement.withBytes(column) { bytes in
            unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }

    /// A copy of a blob's bytes.
    package func blob(_ column: Int) throws(StoreError) -> [UInt8] {
        try expect(.blob, column, "blob")
        return statement.withBytes(column) { bytes in
            unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
        }
    }

    /// Lends the bytes of a blob, or the UTF-8 of a text, without copying them.
    package func withBytes<R>(_ column: Int, _ body: (Span<UInt8>) throws -> R) throws -> R {
        switch statement.kind(column) {
        case .blob, .text: try statement.withBytes(column, body)
        case .null, .integer, .other: throw StoreError.column(column, expected: "blob or text")
        }
    }

    /// Lends the bytes of a blob without copying them; a text is none, whatever its bytes are.
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
    /// A whole number, or nil where there is none.
    package func optionalInt(_ column: Int) throws(StoreError) -> Int64? {
        isNull(column) ? nil : try int(column)
    }

    /// A text, or nil where there is none.
    package func optionalText(_ column: Int) throws(StoreError) -> String? {
        isNull(column) ? nil : try text(column)
    }

    /// A blob, or nil where there is none.
    package func optionalBlob(_ column: Int) throws(StoreError) -> [UInt8]? {
        isNull(column) ? nil : try blob(column)
    }

    /// Whatever the column holds.
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
