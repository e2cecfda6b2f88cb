import Store
import VerifyCore

/// New seals and ciphers after a rotation of the data key, so that the former key can be retired.
extension Documents {
    private static let rowsAtOnce = 100
    /// The chunks of one transaction: 2 MB.
    private static let chunksAtOnce: Int64 = 8

    /// Renews every row and chunk that is right under a former data key; returns how many rows and chunks.
    ///
    /// What cannot be verified stays as it is, and `check` names it. Each part is a transaction, so it can be run again
    /// after an interruption, and while daemons work.
    ///
    /// - Throws: `CaseError.noActiveKey`; `StoreError`.
    package func renewSeals() async throws -> Int {
        guard let key = keyring.current.activeDataKey else { throw CaseError.noActiveKey }
        var (count, last) = (0, "")
        while true {
            let after = last
            let rows = try await database.read { connection in
                try DocumentRow.page(after: after, limit: Self.rowsAtOnce, in: connection)
            }
            for row in rows {
                if row.state == .stored { count += try await renewChunks(of: row, to: key) }
                if try await renew(row, to: key) { count += 1 }
            }
            guard let end = rows.last?.id else { break }
            last = end
        }
        return try await count + renewDecisions(to: key)
    }

    private func renew(_ row: DocumentRow, to key: DataKey) async throws -> Bool {
        if row.seal.starts(with: key.id) { return false }
        let keys = keyring.current
        return try await database.write { connection in
            guard let row = try DocumentRow.find(row.id, in: connection),
                keys.verdict(on: row.statement, sealed: row.seal) == .intact
            else { return false }
            try row.update(by: keys, in: connection)
            return true
        }
    }

    private func renewChunks(of row: DocumentRow, to key: DataKey) async throws -> Int {
        let (keys, last) = (keyring.current, row.content?.chunks ?? 0)
        var count = 0
        for first in stride(from: 1, through: last, by: Int(Self.chunksAtOnce)) {
            count += try await database.write { connection in
                try (first...min(last, first + Self.chunksAtOnce - 1)).count { number in
                    guard let chunk = try DocumentChunk.find(number, of: row.id, in: connection),
                        !chunk.cipher.starts(with: key.id),
                        let bytes = try? chunk.opened(by: keys)
                    else { return false }
                    try DocumentChunk(bytes, number: number, of: row.id, by: keys)
                        .update(in: connection)
                    return true
                }
            }
        }
        return count
    }

    private func renewDecisions(to key: DataKey) async throws -> Int {
        let keys = keyring.current
        var count = 0
        var last: CaseDocumentRow?
        while true {
            let after = last
            let (renewed, end) = try await database.write { connection in
                let rows = try CaseDocumentRow.page(
                    after: after,
                    limit: Self.rowsAtOnce,
                    in: connection
                )
                let renewed = try rows.count { row in
                    guard !row.seal.starts(with: key.id) || !row.shownName.starts(with: key.id),
                        keys.verdict(on: row.statement, sealed: row.seal) == .intact,
                        let new = try? row.renewed(by: keys)
                    else { return false }
                    try new.update(by: keys, in: connection)
                    return true
                }
                return (renewed, rows.last)
            }
            count += renewed
            guard let end else { return count }
            last = end
        }
    }
}
