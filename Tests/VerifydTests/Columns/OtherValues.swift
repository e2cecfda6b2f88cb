import Persian
import Store

/// Other values for a column of a row, in the order in which they are tried: the schema refuses some.
struct OtherValues {
    let column: Column
    let value: SQLValue
    /// The values of the column in other rows, and of the columns that it may refer to.
    let others: [SQLValue]

    var all: [SQLValue] {
        let usual: [SQLValue] =
            switch value {
            case .integer(let number):
                others + [.integer(number + 1), .integer(number - 1), .integer(0), .integer(1)]
            case .text(let text):
                words(other: text) + others + [.text(text + "x"), .text(text + "0")]
            case .blob(let bytes):
                [.blob(Self.flipped(bytes))] + others
            case .null:
                others + [blank]
            }
        return usual.filter { $0 != value }
    }

    /// Texts that have a meaning: the next day of a time or date, another word of an enumeration.
    private func words(other text: String) -> [SQLValue] {
        if let moment = try? Timestamp(parsing: text) {
            return [.text(moment.adding(seconds: 86_400).description)]
        }
        if let day = try? CivilDate(parsing: text) {
            return [.text(CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1).description)]
        }
        return []
    }

    private var blank: SQLValue {
        switch column.type {
        case "integer", "bigint": .integer(1)
        case "text": .text("2026-01-01T00:00:00Z")
        default: .blob([UInt8](repeating: 1, count: 32))
        }
    }

    private static func flipped(_ bytes: [UInt8]) -> [UInt8] {
        guard let last = bytes.last else { return [1] }
        return bytes.dropLast() + [last ^ 1]
    }
}
