import Store
import VerifyCore

/// Checking the chains of the audit trail.
///
/// A row under a data key that is compromised or retired is believed when a later row of the object has an intact seal:
/// that seal covers the one before it, and even an attacker who knows a key cannot make other rows with the same seal.
extension AuditTrail {
    /// Checks every chain: numbers without gaps from 1 on, and each seal.
    ///
    /// Calls `problem` with one sentence for each object whose chain is not right, and with one for all objects whose
    /// last rows are under a compromised data key.
    package func check(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        var chain = AuditChain()
        var last: AuditRow?
        while true {
            let after = last
            let rows = try await database.read { try Self.rows(after: after, in: $0) }
            for row in rows {
                if let last, last.objectKind != row.objectKind || last.objectID != row.objectID {
                    chain.end(problem)
                }
                chain.add(row, by: keys)
                last = row
            }
            if rows.isEmpty { break }
        }
        chain.end(problem)
        if chain.distrusted > 0 {
            problem(
                "a data key is compromised; audit trails that end with a seal of it: \(chain.distrusted)"
            )
        }
    }

    /// The most rows that are read in one query.
    private static let pageSize = 1_000

    static func rows(after row: AuditRow?, in connection: Connection) throws -> [AuditRow] {
        let condition: SQL =
            row.map {
                """
                WHERE (object_kind, object_id, n) > (\($0.objectKind), \($0.objectID), \($0.number))
                """
            } ?? ""
        return try connection.all(
            """
            SELECT \(AuditRow.columns)
            FROM audit
            \(condition)
            ORDER BY object_kind, object_id, n
            LIMIT \(pageSize)
            """
        ) { try AuditRow($0) }
    }
}

/// The chain of one object while its rows are read, and what was found in all objects before.
private struct AuditChain {
    private var object = ""
    private var count: Int64 = 0
    private var seal: [UInt8] = []
    private var fault: String?
    private var endsDistrusted = false
    private(set) var distrusted = 0

    mutating func add(_ row: AuditRow, by keys: Keyring) {
        object = "\(row.objectKind) \(row.objectID)"
        count += 1
        if row.number != count, fault == nil { fault = "row \(count) is missing" }
        count = row.number
        switch keys.verdict(on: row.statement(after: seal), sealed: row.seal) {
        case .intact: endsDistrusted = false
        case .distrusted(.compromised): endsDistrusted = true
        case .distrusted: endsDistrusted = false
        case .broken:
            if fault == nil { fault = "row \(row.number) does not match its seal" }
        case .undecided(let missing):
            if fault == nil { fault = "its data key \(missing.id) is not in the keyring" }
        }
        seal = row.seal
    }

    mutating func end(_ problem: (String) -> Void) {
        if let fault { problem("audit trail of \(object): \(fault)") }
        if endsDistrusted { distrusted += 1 }
        let found = distrusted
        self = AuditChain()
        distrusted = found
    }
}
