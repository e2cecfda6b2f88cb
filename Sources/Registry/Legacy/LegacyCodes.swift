package import Persian
import Store
import VerifyCore

extension Registry {
    /// The most bytes of one import; a larger list comes in parts.
    static let legacyImportLimit = 256 << 20

    /// How many codes are written in one transaction, so that other writers are not kept waiting.
    private static let legacyRowsAtOnce = 2_000

    /// Imports the codes of the former system.
    ///
    /// The list is CSV or a workbook with the codes in the column `code`, `authenticity_code` or «کد صحت», or in
    /// the first column; other columns are not kept. Importing the same list twice changes nothing: a withdrawn or linked
    /// code stays so. A row that an earlier version imported without a seal gets one.
    ///
    /// - Throws: `RegistryError.onlySAORG` for an institution; `.invalid`; `.noActiveKey(.data)`;
    ///   `TableFileError` for a file that has no rows to read.
    package func importLegacyCodes(
        _ csv: [UInt8],
        by actor: Actor,
        at now: Timestamp
    ) async throws -> LegacyImport {
        try actor.requireSAORG()
        guard csv.count <= Self.legacyImportLimit else {
            throw RegistryError.invalid(field: "file", reason: .tooLong)
        }
        let keys = keyring.current
        guard let active = keys.activeDataKey else { throw RegistryError.noActiveKey(.data) }
        let (codes, problems) = try LegacyList.read(csv)
        var done = LegacyImport()
        done.problems = problems
        for start in stride(from: 0, to: codes.count, by: Self.legacyRowsAtOnce) {
            let part = codes[start..<min(start + Self.legacyRowsAtOnce, codes.count)]
            let added = try await database.write { connection in
                var added = 0
                for code in part
                where try file(code, under: active, of: keys, at: now, in: connection) {
                    added += 1
                }
                if added > 0 {
                    let note = "codes added: \(added)"
                    try FormerCodeEvent(.imported, note: note, by: actor, at: now)
                        .insert(of: nil, in: connection)
                }
                return added
            }
            done.added += added
            done.unchanged += part.count - added
        }
        return done
    }

    /// Stores a code; returns false for one that is known.
    private func file(
        _ code: FormerCode,
        under active: DataKey,
        of keys: Keyring,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        func row(_ hash: [UInt8], _ status: FormerCode.Status) throws -> FormerCodeRow {
            try FormerCodeRow(
                hash: hash,
                importedAt: now.description,
                status,
                sealedBy: keys
            )
        }
        // Codes that were imported before a rotation of the data key count as known.
        if let known = try FormerCodeRow.find(code, under: keys.dataKeys, in: connection) {
            if known.seal == nil { try row(known.hash, .inForce).update(in: connection) }
            return false
        }
        // Under a retired or compromised key the row is not believed; but what was withdrawn does not come
        // back by importing the list again.
        let former = try FormerCodeRow.find(code, under: keys.distrustedDataKeys, in: connection)
        let status = former?.status ?? .inForce
        return try row(code.hash(under: active), status).insert(in: connection)
    }
}
