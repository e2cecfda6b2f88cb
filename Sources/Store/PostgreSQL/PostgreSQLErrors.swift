#if PostgreSQL
import CPostgres
import Foundation

extension PostgreSQLSession {
    /// What a failed result means to callers.
    func error(_ result: PostgreSQLResult) -> StoreError {
        let field = result.errorField
        let message = field("M")
        guard isUsable else {
            return .unreachable(
                .lost,
                unsafe String(cString: PQerrorMessage(handle)).trimmedLines.joined(separator: "; ")
            )
        }
        let table = field("t")
        let state = field("C")
        switch state {
        case "23505": return .constraint(.unique, Self.columns(of: table, in: field("D")))
        case "23502": return .constraint(.notNull, "\(table).\(field("c"))")
        case "23503": return .constraint(.foreignKey, "")
        case "23514": return .constraint(.check, field("n"))
        case "40001", "40P01": return .conflict
        case "53100": return .full
        case "55P03", "57014": return .busy
        case "58030": return .io(message)
        case "XX001", "XX002": return .corrupt(message)
        case "42P01": return .statement("no such table: \(message)")
        case "42703": return .statement("no such column: \(message)")
        case "25006" where role == .reader: return .readOnly
        case "25006", "25P03", "57P01", "57P02", "57P03", "53300":
            // It goes down, or is no longer the primary: another connection finds the one that is.
            isSpoilt = true
            return .unreachable(Self.absences[state] ?? .restarting, message)
        case "0A000" where field("R") == "RevalidateCachedQuery":
            // The message may be in any language. A migration has changed a table that this session has prepared statements for.
            isSpoilt = true
            return .conflict
        default: return .statement(message)
        }
    }

    private static let absences: [String: UnreachableReason] = [
        "25006": .notPrimary, "25P03": .lost, "53300": .crowded,
    ]

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
