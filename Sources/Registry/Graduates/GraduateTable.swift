import Persian
import Store
import VerifyCore

/// A graduate as a row of the table `graduate`; the columns are those of `GraduateColumn.definitions`.
extension Graduate {
    /// The stored columns with their names, in the order of `columns`.
    private static let stored = zip(GraduateColumn.allCases, GraduateColumn.definitions)
        .compactMap { column, definition in
            definition.sql.map { (name: column.rawValue, value: $0) }
        }

    /// The list of stored columns.
    static let columns = SQL.list(stored.map { "\(identifier: $0.name)" })

    /// Assigns the values to their columns, for `UPDATE`.
    var assignments: SQL {
        .list(Self.stored.map { "\(identifier: $0.name) = \($0.value.value(self))" })
    }

    /// The values, in the order of `columns`.
    var values: [SQLValue] { Self.stored.map { $0.value.value(self) } }

    /// Reads the values of `columns`, the first of them at a position.
    init(_ row: borrowing Row, from first: Int) throws {
        self = .blank
        for (offset, stored) in Self.stored.enumerated() {
            try stored.value.load(&self, row, first + offset)
        }
    }

    /// The diploma number as it is compared.
    var diplomaKey: String { Self.diplomaKey(of: diplomaNumber) }

    /// Whether a typed text is the number of the document.
    package func hasNumber(_ typed: String) -> Bool { Self.diplomaKey(of: typed) == diplomaKey }

    /// A diploma number as it is compared: digits, case, and the kind and number of separators do not count.
    ///
    /// Separators are unified and never dropped: 1392/12 and 139/212 are two numbers.
    static func diplomaKey(of number: String) -> String {
        var key = ""
        var hasSeparator = false
        for scalar in Digits.folded(number).unicodeScalars {
            switch scalar.value {
            case 0x20, 0x2D, 0x2E, 0x2F, 0x5C, 0x5F, 0x2010...0x2015, 0x200C:
                hasSeparator = true
            default:
                if hasSeparator, !key.isEmpty { key += "/" }
                hasSeparator = false
                key += Letters.key(String(scalar))
            }
        }
        return key
    }

    /// Returns the SHA-256 of all values: equal for equal documents only.
    var fingerprint: [UInt8] {
        var bytes: [UInt8] = []
        for value in values {
            switch value {
            case .text(let text): bytes += text.utf8
            case .integer(let number): bytes += String(number).utf8
            case .blob(let blob): bytes += blob
            case .null: bytes.append(0x1E)
            }
            bytes.append(0x1F)
        }
        return SHA256.digest(of: bytes.span).bytes
    }
}
