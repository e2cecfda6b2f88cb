#if PostgreSQL
import CPostgres
import Foundation

extension PostgreSQLSession {
    /// Returns the error that a failed result means to callers.
    func error(_ result: PostgreSQLResult) -> StoreError {
        let field = result.errorField
        let message = field("M")
        guard isUsable else {
            let message = unsafe String(cString: PQerrorMessage(handle)).trimmedLines
            return .unreachable(.lost, lossReason ?? message.joined(separator: "; "))
        }
        let table = field("t")
        let state = field("C")
        switch state {
        case "23505": return .constraint(.unique, Self.columns(of: table, in: field("D")))
        case "23502": return .constraint(.notNull, "\(table).\(field("c"))")
        case "23503": return .constraint(.foreignKey, "")
        case "23514": return .constraint(.check, field("n"))
        // 53200 is the shared table of predicate locks: it is full while many transactions run at the same time.
        case "40001", "40P01", "53200": return .conflict
        case "53100": return .full
        case "55P03", "57014": return .busy
        case "58030": return .io(message)
        case "XX001", "XX002": return .corrupt(message)
        case "42P01": return .statement("no such table: \(message)")
        case "42703": return .statement("no such column: \(message)")
        case "25006" where role == .reader: return .readOnly
        case "42501": return .readOnly
        case "25006", "25P03", "57P01", "57P02", "57P03", "53300":
            // It is shutting down or no longer the primary: another connection finds the server that is.
            isSpoilt = true
            return .unreachable(Self.unreachableReasons[state] ?? .restarting, message)
        case "0A000" where field("R") == "RevalidateCachedQuery":
            // A migration has changed a table for which this session has prepared statements. The error's routine
            // shows that; its message may be in any language.
            isSpoilt = true
            return .conflict
        default: return .statement(message)
        }
    }

    private static let unreachableReasons: [String: UnreachableReason] = [
        "25006": .notPrimary, "25P03": .lost, "53300": .crowded,
    ]

    /// Returns `table.a, table.b` for the detail `Key (a, b)=(1, 2) already exists.`.
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
