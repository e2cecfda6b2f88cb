package import Persian
import Store
import VerifyCore

extension Registry {
    /// Returns a file of an upload's results so far, as CSV for a spreadsheet.
    ///
    /// Its messages are in `language`.
    package func file(
        _ part: BulkJobFile.Part,
        ofUpload id: String,
        by actor: Actor,
        in language: any KeyPath<Wording, String> & Sendable = \.fa
    ) async throws -> BulkJobFile {
        let upload = try await upload(id, by: actor)
        let records = upload.records
        switch part {
        case .results:
            return BulkJobFile(
                of: id,
                records: records,
                part,
                titles: UploadResult.resultColumns,
                closing: UploadResult.lines(ignoring: upload.ignoredColumns, in: language),
                from: self
            ) { json, writer, connection in
                let results = (json.array ?? []).compactMap { UploadResult($0) }
                for result in try withCodes(results, in: connection) {
                    result.writeResult(to: &writer, in: language)
                }
            }
        case .errors:
            return BulkJobFile(
                of: id,
                records: records,
                part,
                titles: UploadResult.errorColumns,
                from: self
            ) { json, writer, _ in
                for result in (json.array ?? []).compactMap({ UploadResult($0) })
                where result.outcome == .rejected {
                    result.writeError(to: &writer, in: language)
                }
            }
        }
    }

    /// Adds the codes, recomputed from rows whose seals are valid.
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
            codes[row.address] = (try? SealedRow(checking: row, key: key))?.code
        }
        return results.map { result in
            var result = result
            result.authenticityCode = result.address.flatMap { codes[$0] }
            return result
        }
    }
}
