import Store
import VerifyCore

extension DataBank {
    /// Returns what `file` would return for a document after the earlier records of the same upload.
    ///
    /// Nothing is written into the data bank; rows that would be new have the number 0. The documents of the
    /// dry run are kept in `graduate_dry_run` until `endDryRun`.
    static func dryRunFile(
        _ graduate: Graduate,
        from upload: String,
        in connection: Connection
    ) throws -> Filing {
        let earlier = try connection.first(
            """
            SELECT id_kind, id_number, id_country, id_place, fingerprint
            FROM graduate_dry_run
            WHERE upload = \(upload) AND institution_code = \(graduate.institutionCode)
                AND document_kind = \(Int64(graduate.documentKind.code))
                AND diploma_key = \(graduate.diplomaKey)
            """
        ) { row in
            var holder = Graduate.blank
            holder.idKind = HolderIDKind(code: try row.int(0)) ?? .national
            holder.idNumber = try row.text(1)
            holder.idCountry = try row.text(2)
            holder.idPlace = try row.text(3)
            return (holder: holder, fingerprint: try row.blob(4))
        }
        if let earlier {
            if earlier.fingerprint == graduate.fingerprint { return .unchanged(0) }
            return earlier.holder.hasHolder(of: graduate) ? .contradicted : .taken
        }
        let filing = try compare(graduate, in: connection)
        switch filing {
        case .added, .updated: try keep(graduate, from: upload, in: connection)
        case .unchanged, .alreadyIssued, .contradicted, .taken: break
        }
        return filing
    }

    /// Deletes what an upload kept for its dry run.
    static func endDryRun(of upload: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM graduate_dry_run WHERE upload = \(upload)")
    }

    private static func compare(
        _ graduate: Graduate,
        in connection: Connection
    ) throws -> Filing {
        guard let known = try row(like: graduate, in: connection) else { return .added(0) }
        if known.graduate == graduate { return .unchanged(known.id) }
        if !known.graduate.hasHolder(of: graduate) { return .taken }
        let isIssued = try connection.first(
            "SELECT 1 FROM degree WHERE graduate = \(known.id)"
        ) { _ in true }
        return isIssued == nil ? .updated(known.id) : .alreadyIssued(known.id)
    }

    private static func keep(
        _ graduate: Graduate,
        from upload: String,
        in connection: Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO graduate_dry_run (upload, fingerprint, \(HolderDocument.columns))
            VALUES (
                \(upload), \(graduate.fingerprint), \(list: HolderDocument(graduate).values)
            )
            """
        )
    }
}
