package import Persian
import Store
import VerifyCore

extension Registry {
    /// The most results of a page.
    package static let resultPageLimit = 500

    /// The results of an upload after a record, at most `limit`, in the order of the records.
    package func results(
        of id: String,
        after record: Int,
        limit: Int,
        by actor: Actor
    ) async throws -> [UploadResult] {
        _ = try await upload(id, by: actor)
        let limit = min(max(limit, 0), Self.resultPageLimit)
        return try await database.read { connection in
            // A part holds at most `BulkJobLimits.batchRecords`, so two of them fill a page.
            let parts = try connection.all(
                """
                SELECT results
                FROM delivery_part
                WHERE delivery = \(id) AND last > \(record)
                ORDER BY first
                LIMIT 2
                """
            ) { try $0.blob(0) }
            var results: [UploadResult] = []
            for part in parts {
                let items = try JSON(parsing: part, size: part.count).array ?? []
                results += items.compactMap { UploadResult($0) }
            }
            return try withCodes(
                Array(results.filter { $0.record > record }.prefix(limit)),
                in: connection
            )
        }
    }

    /// A file of an upload's results so far, as CSV for a spreadsheet, its messages in one language.
    package func file(
        _ part: BulkJobFile.Part,
        ofUpload id: String,
        by actor: Actor,
        in language: any KeyPath<Wording, String> & Sendable = \.fa
    ) async throws -> BulkJobFile {
        _ = try await upload(id, by: actor)
        switch part {
        case .results:
            return BulkJobFile(
                of: id,
                part,
                titles: UploadResult.resultColumns,
                in: database
            ) { json, writer, connection in
                let results = (json.array ?? []).compactMap { UploadResult($0) }
                for result in try withCodes(results, in: connection) {
                    result.writeResult(to: &writer, in: language)
                }
            }
        case .errors:
            return BulkJobFile(
                of: id,
                part,
                titles: UploadResult.errorColumns,
                in: database
            ) { json, writer, _ in
                for result in (json.array ?? []).compactMap({ UploadResult($0) })
                where result.outcome == .rejected {
                    result.writeError(to: &writer, in: language)
                }
            }
        }
    }

    /// Adds the codes, recomputed from rows whose seals are right.
    private func withCodes(
        _ results: [UploadResult],
        in connection: Connection
    ) throws -> [UploadResult] {
        let addresses = results.compactMap(\.address)
        if addresses.isEmpty { return results }
        let rows = try connection.all(
            "SELECT \(UncheckedRow.columns) FROM degree WHERE id IN (\(list: addresses))"
        ) { row in try? UncheckedRow(row) }
        let keyring = keyring.current
        var codes: [Int64: AuthenticityCode] = [:]
        for case let row? in rows {
            guard let id = row.keyID, let (key, _) = keyring.codeKey(id) else { continue }
            codes[row.address] = SealedRow(row, key: key)?.code
        }
        return results.map { result in
            var result = result
            result.authenticityCode = result.address.flatMap { codes[$0] }
            return result
        }
    }
}
