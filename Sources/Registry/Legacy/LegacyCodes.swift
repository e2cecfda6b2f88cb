package import Persian
import Store
import VerifyCore

/// Codes of the former system: twenty digits that say nothing, kept as a hash under a data key.
///
/// Whoever reads the table learns no code, and whoever writes it cannot add one. No other fact about them
/// is kept: it would be a column that nothing vouches for.
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
    package static let legacyImportLimit = 256 << 20

    private static let insert = PreparedSQL { (hash: [UInt8], now: Timestamp) in
        """
        INSERT INTO legacy_code (hash, imported_at)
        VALUES (\(hash), \(now.description))
        ON CONFLICT (hash) DO NOTHING
        """
    }

    /// Takes in the codes of the former system; only the organisation may.
    ///
    /// CSV with the codes in the column `code`, `authenticity_code` or «کد صحت», or in the first; other
    /// columns are not kept. The same list twice changes nothing.
    package func importLegacyCodes(
        _ csv: [UInt8],
        by actor: Actor,
        at now: Timestamp
    ) async throws -> LegacyImport {
        try actor.mustBeSAORG()
        guard csv.count <= Self.legacyImportLimit else {
            throw RegistryError.invalid(field: "file", reason: .tooLong)
        }
        guard let key = keyring.current.activeDataKey else {
            throw RegistryError.noActiveKey(.data)
        }
        let former = keyring.current.dataKeys.dropFirst().map(\.legacyKey)
        let (codes, problems) = LegacyList.read(csv)
        var done = LegacyImport()
        done.problems = problems
        for start in stride(from: 0, to: codes.count, by: Self.legacyRowsAtOnce) {
            let part = codes[start..<min(start + Self.legacyRowsAtOnce, codes.count)]
            let added = try await database.write { connection in
                var added = 0
                for code in part {
                    // After a rotation of the data key the list of before is still known.
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

    /// How many codes go into one transaction, so that others get their turn.
    private static let legacyRowsAtOnce = 2_000
}

extension LookUp {
    /// Whether the former system issued these twenty digits.
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
    /// The keyed hash under which twenty ASCII digits are stored.
    fileprivate func legacyHash(under key: HMACKey) -> [UInt8] {
        key.authenticate(Array(utf8))
    }
}
