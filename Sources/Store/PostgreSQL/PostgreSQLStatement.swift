#if PostgreSQL
import CPostgres

/// A prepared statement of PostgreSQL, and the rows of its last run.
///
/// All rows are fetched at the first step.
final class PostgreSQLStatement: Statement {
    private let text: String
    private let session: PostgreSQLSession
    private var name: String?
    private var types: [Oid] = []
    private var values: [SQLValue]
    private var result: PostgreSQLResult?
    private var row: Int32 = -1

    let placeCount: Int
    var isRunning = false
    private(set) var changes = 0

    init(_ text: String, in session: PostgreSQLSession) {
        (self.text, self.placeCount) = SQLRewriter.numbered(text)
        self.session = session
        self.values = Array(repeating: .null, count: placeCount)
    }

    deinit {
        if let name {
            session.forget(name)
        }
    }

    func bind(_ value: SQLValue, at place: Int) throws(StoreError) {
        values[place - 1] = value
    }

    func step() throws(StoreError) -> Bool {
        if result == nil {
            let answer = try session.run(prepared: prepared(for: values), values)
            result = answer
            changes = unsafe Int(String(cString: PQcmdTuples(answer.pointer))) ?? 0
            row = -1
        }
        row += 1
        return row < result?.count ?? 0
    }

    func reset() {
        result = nil
        for place in values.indices {
            values[place] = .null
        }
    }

    /// Returns its name on the server, prepared with the types of the values, so that no place needs a cast.
    func prepared(for values: [SQLValue]) throws(StoreError) -> String {
        let wanted = values.map(\.type)
        if let name {
            if zip(wanted, types).allSatisfy({ $0 == 0 || $0 == $1 }) {
                return name
            }
            session.forget(name)
        }
        // A NULL has no type, so the type that is known of its place stays.
        let known = zip(wanted, types + wanted.dropFirst(types.count)).map { $0 == 0 ? $1 : $0 }
        let new = try session.prepare(text, types: known)
        name = new
        types = known
        return new
    }
}

extension PostgreSQLStatement {
    private var pointer: OpaquePointer? { unsafe result?.pointer }

    var identity: Int64 { integer(0) ?? 0 }

    var columnCount: Int { unsafe Int(PQnfields(pointer)) }

    func kind(_ column: Int) -> ColumnKind {
        let column = Int32(column)
        guard unsafe column < PQnfields(pointer), unsafe PQgetisnull(pointer, row, column) == 0
        else {
            return .null
        }
        return switch unsafe PQftype(pointer, column) {
        case .bool, .int8, .int2, .int4: .integer
        case .text: .text
        case .bytea: .blob
        default: .other
        }
    }

    func integer(_ column: Int) -> Int64? {
        guard kind(column) == .integer else {
            return nil
        }
        // A malicious server may send any number of bytes.
        return withBytes(column) { bytes in
            (1...8).contains(bytes.count) ? Self.bigEndian(bytes) : nil
        }
    }

    func withBytes<R>(_ column: Int, _ body: (Span<UInt8>) throws -> R) rethrows -> R {
        let start = unsafe UnsafeRawPointer(PQgetvalue(pointer, row, Int32(column)))
        let count = unsafe Int(PQgetlength(pointer, row, Int32(column)))
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return try body(unsafe Span(_unsafeBytes: bytes))
    }

    /// Two's complement, most significant byte first.
    private static func bigEndian(_ bytes: Span<UInt8>) -> Int64 {
        var value: Int64 = bytes[0] >= 0x80 ? -1 : 0
        for index in bytes.indices {
            value = value << 8 | Int64(bytes[index])
        }
        return value
    }
}

extension Oid {
    fileprivate static let bool: Oid = 16
    fileprivate static let bytea: Oid = 17
    fileprivate static let int8: Oid = 20
    fileprivate static let int2: Oid = 21
    fileprivate static let int4: Oid = 23
    fileprivate static let text: Oid = 25
}

extension SQLValue {
    /// The type of its place; 0 leaves it to the statement.
    fileprivate var type: Oid {
        switch self {
        case .null: 0
        case .integer: .int8
        case .text: .text
        case .blob: .bytea
        }
    }
}
#endif
