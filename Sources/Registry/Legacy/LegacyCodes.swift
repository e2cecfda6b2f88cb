package import Persian
import Store
import VerifyCore

/// Codes of the former system: twenty digits without a structure, kept as a hash under a data key.
///
/// An attacker who reads the table learns no code, and one who writes it cannot add one. No other fact
/// about them is kept: it would be a column without a seal.
extension Registry {
    static let legacyTables = [
        Migration(
            "legacy",
            1,
            "codes of the former system",
            """
            CREATE TABLE legacy_code (
                hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
                imported_at TEXT NOT NULL
            ) STRICT;
            """
        )
    ]

    /// The most bytes of one import; a larger list comes in parts.
    static let legacyImportLimit = 256 << 20

    private static let insert = PreparedSQL { (hash: [UInt8], now: Timestamp) in
        """
        INSERT INTO legacy_code (hash, imported_at)
        VALUES (\(hash), \(now.description))
        ON CONFLICT (hash) DO NOTHING
        """
    }

    /// Imports the codes of the former system.
    ///
    /// The list is CSV or a workbook with the codes in the column `code`, `authenticity_code` or «کد صحت», or in the first
    /// column; other columns are not kept. Importing the same list twice changes nothing.
    ///
    /// - Throws: `RegistryError.onlySAORG` for an institution; `.invalid`; `.noActiveKey(.data)`;
    ///   `BulkJobProblem` for a file that has no rows to read.
    package func importLegacyCodes(
        _ csv: [UInt8],
        by actor: Actor,
        at now: Timestamp
    ) async throws -> LegacyImport {
        try actor.requireSAORG()
        guard csv.count <= Self.legacyImportLimit else {
            throw RegistryError.invalid(field: "file", reason: .tooLong)
        }
        guard let key = keyring.current.activeDataKey else {
            throw RegistryError.noActiveKey(.data)
        }
        let former = keyring.current.dataKeys.dropFirst().map(\.legacyKey)
        let (codes, problems) = try LegacyList.read(csv)
        var done = LegacyImport()
        done.problems = problems
        for start in stride(from: 0, to: codes.count, by: Self.legacyRowsAtOnce) {
            let part = codes[start..<min(start + Self.legacyRowsAtOnce, codes.count)]
            let added = try await database.write { connection in
                var added = 0
                for code in part {
                    // Codes that were imported before a rotation of the data key count as known.
                    if try former.contains(where: {
                        try LegacyHash.isStored(code.legacyHash(under: $0), in: connection)
                    }) {
                        continue
                    }
                    added += try connection.execute(
                        Self.insert(code.legacyHash(under: key.legacyKey), now)
                    )
                }
                return added
            }
            done.added += added
            done.unchanged += part.count - added
        }
        return done
    }

    /// How many codes are written in one transaction, so that other writers are not kept waiting.
    private static let legacyRowsAtOnce = 2_000
}

extension LookUp {
    /// Returns whether the former system issued these twenty digits.
    func isLegacy(_ digits: String, in connection: Connection) throws -> Bool {
        for key in keyring.dataKeys
        where try LegacyHash.isStored(digits.legacyHash(under: key.legacyKey), in: connection) {
            return true
        }
        return false
    }
}

private enum LegacyHash {
    static let find = PreparedSQL { (hash: [UInt8]) in
        "SELECT 1 FROM legacy_code WHERE hash = \(hash)"
    }

    static func isStored(_ hash: [UInt8], in connection: Connection) throws -> Bool {
        try connection.first(find(hash)) { _ in true } ?? false
    }
}

extension String {
    /// Returns the keyed hash under which twenty ASCII digits are stored.
    fileprivate func legacyHash(under key: HMACKey) -> [UInt8] {
        key.authenticate(Array(utf8))
    }
}
