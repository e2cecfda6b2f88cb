import Persian
import Store
import VerifyCore

/// A graduate as a row of the table `graduate`.
extension Graduate {
    /// The values, in the order of the table.
    var values: [SQLValue] {
        [
            .text(institutionCode), .integer(Int64(documentKind.code)), .text(diplomaNumber),
            .text(nationalID), .text(firstNameFa), .text(lastNameFa), .text(firstNameEn),
            .text(lastNameEn), .text(fatherNameFa), .text(birthDate.description),
            .integer(Int64(level.code)), .text(fieldCode), .text(fieldFa), .text(fieldEn),
            .integer(Int64(mode.code)), entranceDate.map { .text($0.description) } ?? .null,
            .text(graduationDate.description), average.map { .integer(Int64($0)) } ?? .null,
        ]
    }

    /// Reads the same values, the first of them at a column.
    init(_ row: borrowing Row, from first: Int) throws {
        let kind = try row.int(first + 1)
        let level = try row.int(first + 10)
        let mode = try row.int(first + 14)
        guard let kind = DocumentKind(code: UInt64(clamping: kind)),
            let level = Level(code: UInt64(clamping: level)),
            let mode = StudyMode(code: UInt64(clamping: mode))
        else { throw StoreError.column(first + 1, expected: "a code of a kind, level or mode") }
        self.init(
            nationalID: try row.text(first + 3),
            firstNameFa: try row.text(first + 4),
            lastNameFa: try row.text(first + 5),
            firstNameEn: try row.text(first + 6),
            lastNameEn: try row.text(first + 7),
            fatherNameFa: try row.text(first + 8),
            birthDate: try CivilDate(parsing: row.text(first + 9)),
            institutionCode: try row.text(first),
            documentKind: kind,
            level: level,
            fieldCode: try row.text(first + 11),
            fieldFa: try row.text(first + 12),
            fieldEn: try row.text(first + 13),
            mode: mode,
            entranceDate: try row.optionalText(first + 15).map { try CivilDate(parsing: $0) },
            graduationDate: try CivilDate(parsing: row.text(first + 16)),
            diplomaNumber: try row.text(first + 2),
            average: try row.optionalInt(first + 17).map { Int($0) }
        )
    }

    /// Tells documents with other data apart: SHA-256 of all values.
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
