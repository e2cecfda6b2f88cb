#if PostgreSQL
import CPostgres
import Foundation

/// One connection to a PostgreSQL server.
///
/// Write transactions are SERIALIZABLE, as SQLite's one writer makes them: a body may read and then
/// write without a thought of others, and what would have gone wrong is run again (`.conflict`).
/// Safe although it holds a C pointer: it is made here, never leaves the wrapper and is freed once.
@safe
final class PostgreSQLSession: Session {
    private let handle: OpaquePointer
    private let uri: String
    private var isClosed = false
    private var count = 0
    private var forgotten: [String] = []
    /// The write transaction's number, by which its fate can be asked on another connection.
    private var transaction: String?

    init(_ uri: String, _ role: SessionRole) throws(StoreError) {
        guard let handle = unsafe sehat_postgres_connect(uri) else {
            throw .cannotOpen("PostgreSQL: out of memory")
        }
        unsafe self.handle = handle
        self.uri = uri
        guard unsafe PQstatus(handle) == CONNECTION_OK else {
            let reason = unsafe String(cString: PQerrorMessage(handle))
            close()
            throw .cannotOpen(reason.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        try run("SET client_min_messages = warning")
        if role == .reader {
            try run("SET default_transaction_read_only = on")
        }
    }

    deinit {
        close()
    }

    var isUsable: Bool { unsafe !isClosed && PQstatus(handle) == CONNECTION_OK }

    var isInTransaction: Bool {
        switch unsafe PQtransactionStatus(handle) {
        case PQTRANS_INTRANS, PQTRANS_INERROR, PQTRANS_ACTIVE: true
        default: false
        }
    }

    func begin(_ role: SessionRole) throws(StoreError) {
        while let name = forgotten.popLast() {
            try run("DEALLOCATE \(name)")
        }
        switch role {
        case .reader:
            try run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        case .writer:
            let answer = try run("BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT pg_current_xact_id()")
            transaction = answer
        }
    }

    func commit() throws(StoreError) {
        do {
            try run("COMMIT")
        } catch {
            guard !isUsable else {
                throw error
            }
            try askForFate()
        }
        transaction = nil
    }

    func abandon() {
        transaction = nil
        if isUsable, isInTransaction {
            _ = try? run("ROLLBACK")
        }
    }

    func close() {
        if !isClosed {
            isClosed = true
            unsafe PQfinish(handle)
        }
    }
}

extension PostgreSQLSession {
    /// The connection broke during COMMIT: whether it was done is asked on another one.
    ///
    /// Returns when it was; throws `.conflict` when it was not, so that it may be run again, and `.io`
    /// when no server knows.
    private func askForFate() throws(StoreError) {
        guard let transaction else {
            throw .conflict
        }
        for attempt in 1...20 {
            if let other = try? PostgreSQLSession(uri, .reader),
                let fate = try? other.run("SELECT pg_xact_status('\(transaction)'::xid8)")
            {
                switch fate {
                case "committed": return
                case "aborted": throw .conflict
                default: break
                }
            }
            Thread.sleep(forTimeInterval: 0.05 * Double(attempt))
        }
        throw .io("the connection was lost during COMMIT, and what became of it is not known")
    }

    func prepare(_ text: String) throws(StoreError) -> any Statement {
        PostgreSQLStatement(text, in: self)
    }

    /// Prepares a statement on the server; returns the name that it got.
    func prepare(_ text: String, types: [Oid]) throws(StoreError) -> String {
        count += 1
        let name = "s\(count)"
        let result = unsafe PQprepare(handle, name, text, Int32(types.count), types)
        defer { unsafe PQclear(result) }
        guard unsafe PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw unsafe error(result)
        }
        return name
    }

    /// Removes a prepared statement, at the next occasion.
    func forget(_ name: String) {
        forgotten.append(name)
    }

    /// Runs a prepared statement, values and rows in binary.
    ///
    /// The result is the caller's.
    func run(prepared name: String, _ values: [SQLValue]) throws(StoreError) -> OpaquePointer? {
        var bytes: [UInt8] = []
        var ranges: [Range<Int>?] = []
        for value in values {
            let start = bytes.count
            switch value {
            case .null: break
            case .integer(let number):
                for shift in stride(from: 56, through: 0, by: -8) {
                    bytes.append(UInt8(truncatingIfNeeded: number >> shift))
                }
            case .text(let text): bytes += text.utf8
            case .blob(let blob): bytes += blob
            }
            ranges.append(value == .null ? nil : start..<bytes.count)
        }
        // No bytes at all still need an address, or they would be NULL.
        bytes.append(0)
        let result = unsafe bytes.withUnsafeBytes { buffer in
            let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe PQexecPrepared(
                handle,
                name,
                Int32(values.count),
                ranges.map { range in
                    guard let range, let base = unsafe base else { return nil }
                    return unsafe UnsafePointer(base + range.lowerBound)
                },
                ranges.map { Int32($0?.count ?? 0) },
                Array(repeating: 1, count: values.count),
                1
            )
        }
        switch unsafe PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return unsafe result
        default:
            defer { unsafe PQclear(result) }
            throw unsafe error(result)
        }
    }

    func run(script: String) throws(StoreError) {
        try run(Script.translated(script, words: Self.words))
    }

    /// The words of a migration that PostgreSQL says otherwise; `BLOB` is a domain made beforehand.
    private static let words = [
        "STRICT": "",
        "IDENTITY": "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
    ]

    /// Keeps other programs' migrations away until the connection is closed.
    func prepareToMigrate() throws(StoreError) {
        try run("SELECT pg_advisory_lock(\(Self.migrationLock))")
        try run(
            """
            DO $$ BEGIN CREATE DOMAIN blob AS bytea;
            EXCEPTION WHEN duplicate_object THEN NULL; END $$
            """
        )
    }

    /// "sehat" in ASCII.
    private static let migrationLock: Int64 = 0x73_65_68_61_74

    /// Runs statements of plain text; returns the first value of the last one.
    @discardableResult
    func run(_ text: String) throws(StoreError) -> String? {
        let result = unsafe PQexec(handle, text)
        defer { unsafe PQclear(result) }
        switch unsafe PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: break
        default: throw unsafe error(result)
        }
        // COMMIT of a transaction that has failed is a ROLLBACK, and says so only here.
        if text == "COMMIT", unsafe String(cString: PQcmdStatus(result)) == "ROLLBACK" {
            throw .conflict
        }
        guard unsafe PQntuples(result) > 0, unsafe PQnfields(result) > 0 else {
            return nil
        }
        return unsafe String(cString: PQgetvalue(result, 0, 0))
    }
}

extension PostgreSQLSession {
    /// What a failed result means to callers.
    private func error(_ result: OpaquePointer?) -> StoreError {
        // Before COMMIT nothing has happened, so whatever was lost may be run again.
        guard isUsable else {
            return .conflict
        }
        let field = { (code: Int) -> String in
            guard let text = unsafe PQresultErrorField(result, Int32(code)) else {
                return ""
            }
            return unsafe String(cString: text)
        }
        let message = field(Int(UInt8(ascii: "M")))
        let (table, column) = (field(Int(UInt8(ascii: "t"))), field(Int(UInt8(ascii: "c"))))
        let state = field(Int(UInt8(ascii: "C")))
        return switch state {
        case "23505":
            .constraint(.unique, Self.columns(of: table, in: field(Int(UInt8(ascii: "D")))))
        case "23502": .constraint(.notNull, "\(table).\(column)")
        case "23503": .constraint(.foreignKey, "")
        case "23514": .constraint(.check, field(Int(UInt8(ascii: "n"))))
        case "40001", "40P01": .conflict
        case "53100": .full
        case "25006": .readOnly
        case "55P03", "53300": .busy
        case "58030": .io(message)
        case "XX001", "XX002": .corrupt(message)
        default: .statement(message)
        }
    }

    /// `Key (a, b)=(1, 2) already exists.` is `table.a, table.b`.
    private static func columns(of table: String, in detail: String) -> String {
        guard let start = detail.firstIndex(of: "("), let end = detail.range(of: ")=(") else {
            return table
        }
        return detail[detail.index(after: start)..<end.lowerBound]
            .split(separator: ", ")
            .map { "\(table).\($0)" }
            .joined(separator: ", ")
    }
}
#endif
