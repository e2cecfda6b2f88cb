import Store
import VerifyCore

extension DataBank {
    /// What `file` would say of a document after all that the same upload tried before it.
    ///
    /// Nothing is written into the data bank; rows that would be new have the number 0. What was tried is
    /// kept in `graduate_trial` until `endTrial`.
    static func tryToFile(
        _ graduate: Graduate,
        upload: String,
        in connection: Connection
    ) throws -> Filing {
        let fingerprint = graduate.fingerprint
        let tried = try connection.first(findTried(upload, graduate)) { row in
            (try row.text(0), try row.blob(1))
        }
        if let (nationalID, known) = tried {
            if known == fingerprint { return .unchanged(0) }
            if nationalID != graduate.nationalID { return .taken }
            try connection.execute(dropTried(upload, graduate))
        }
        let filing = tried == nil ? try compare(graduate, in: connection) : .updated(0)
        switch filing {
        case .added, .updated, .unchanged:
            try connection.execute(keepTried(upload, graduate, fingerprint))
        case .alreadyIssued, .taken:
            break
        }
        return filing
    }

    /// Forgets what an upload tried.
    static func endTrial(of upload: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM graduate_trial WHERE upload = \(upload)")
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

    private static let findTried = PreparedSQL { (upload: String, graduate: Graduate) in
        """
        SELECT national_id, fingerprint
        FROM graduate_trial
        WHERE upload = \(upload)
            AND institution_code = \(graduate.institutionCode)
            AND document_kind = \(graduate.documentKind.code)
            AND diploma_number = \(graduate.diplomaNumber)
        """
    }

    private static let dropTried = PreparedSQL { (upload: String, graduate: Graduate) in
        """
        DELETE FROM graduate_trial
        WHERE upload = \(upload)
            AND institution_code = \(graduate.institutionCode)
            AND document_kind = \(graduate.documentKind.code)
            AND diploma_number = \(graduate.diplomaNumber)
        """
    }

    private static let keepTried = PreparedSQL {
        (upload: String, graduate: Graduate, fingerprint: [UInt8]) in
        """
        INSERT INTO graduate_trial (
            upload, institution_code, document_kind, diploma_number, national_id, fingerprint
        )
        VALUES (
            \(upload), \(graduate.institutionCode), \(graduate.documentKind.code),
            \(graduate.diplomaNumber), \(graduate.nationalID), \(fingerprint)
        )
        """
    }
}
