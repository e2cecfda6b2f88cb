import Store

extension DataBank {
    /// What `file` would say of a document after all that the same upload tried before it.
    ///
    /// Nothing is written into the data bank; rows that would be new have the number 0. What was tried is
    /// kept in `graduate_dry_run` until `endDryRun`.
    static func dryRunFile(
        _ graduate: Graduate,
        upload: String,
        in connection: Connection
    ) throws -> Filing {
        let fingerprint = graduate.fingerprint
        let key = [SQLValue.text(upload)] + graduate.values.prefix(3)
        let tried = try connection.first(findTried, key) { row in
            (try row.text(0), try row.blob(1))
        }
        if let (nationalID, known) = tried {
            if known == fingerprint { return .unchanged(0) }
            if nationalID != graduate.nationalID { return .taken }
            try connection.execute(dropTried, key)
        }
        let filing = tried == nil ? try compare(graduate, in: connection) : .updated(0)
        switch filing {
        case .added, .updated, .unchanged:
            let values = key + [.text(graduate.nationalID), .blob(fingerprint)]
            try connection.execute(keepTried, values)
        case .alreadyIssued, .taken:
            break
        }
        return filing
    }

    /// Forgets what an upload tried.
    static func endDryRun(of upload: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM graduate_dry_run WHERE upload = \(upload)")
    }

    private static func compare(
        _ graduate: Graduate,
        in connection: Connection
    ) throws -> Filing {
        guard let (id, known) = try row(like: graduate, in: connection) else { return .added(0) }
        if known == graduate { return .unchanged(id) }
        if known.nationalID != graduate.nationalID { return .taken }
        let isIssued = try connection.first("SELECT 1 FROM degree WHERE graduate = \(id)") { _ in
            true
        }
        return isIssued == nil ? .updated(id) : .alreadyIssued(id)
    }

    private static let findTried = PreparedSQL(
        """
        SELECT national_id, fingerprint
        FROM graduate_dry_run
        WHERE upload = ? AND institution_code = ? AND document_kind = ? AND diploma_number = ?
        """
    )

    private static let dropTried = PreparedSQL(
        """
        DELETE FROM graduate_dry_run
        WHERE upload = ? AND institution_code = ? AND document_kind = ? AND diploma_number = ?
        """
    )

    private static let keepTried = PreparedSQL(
        """
        INSERT INTO graduate_dry_run (
            upload, institution_code, document_kind, diploma_number, national_id, fingerprint
        )
        VALUES (?, ?, ?, ?, ?, ?)
        """
    )
}
