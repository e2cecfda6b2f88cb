package import Persian
package import Store
import VerifyCore

/// The data bank of graduates: the table `graduate`, one row for each document of a graduate.
///
/// A document is identified by its institution, its kind and its number; the schema holds that it exists once,
/// whatever the spelling of its number.
package enum DataBank {
    /// The result of filing a document.
    package enum Filing: Sendable, Equatable {
        /// A new row.
        case added(Int64)
        /// The row had other data, and no degree was issued from it yet.
        case updated(Int64)
        /// The row had exactly these data.
        case unchanged(Int64)
        /// The row has other data and its degree was issued: a correction is needed.
        case alreadyIssued(Int64)
        /// An earlier record of the same upload has other data.
        case contradicted
        /// The number belongs to the document of another graduate.
        case taken
    }

    /// Files a document in the name of its institution or of the Organisation, inside the caller's transaction.
    ///
    /// The document of a case is filed by `file(claim:)`, which overwrites nothing that the reviewer did not choose.
    ///
    /// `upload` is the upload that the document is part of; nil for a single document.
    package static func file(
        _ graduate: Graduate,
        from upload: String? = nil,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Filing {
        if let id = try insert(graduate, from: upload, at: now, in: connection) {
            return .added(id)
        }
        guard let known = try row(like: graduate, in: connection) else { throw StoreError.conflict }
        if known.graduate == graduate { return .unchanged(known.id) }
        if !known.graduate.hasHolder(of: graduate) { return .taken }
        if upload != nil, known.upload == upload { return .contradicted }
        guard
            try update(
                known.id,
                to: graduate,
                from: upload,
                unlessIssued: true,
                at: now,
                in: connection
            )
        else { return .alreadyIssued(known.id) }
        return .updated(known.id)
    }

    /// Returns the document in a row; nil when there is no such row.
    ///
    /// For comparison only, never for issuing: the row has no seal.
    static func graduate(_ id: Int64, in connection: Connection) throws -> Graduate? {
        try connection.first("SELECT \(Graduate.columns) FROM graduate WHERE id = \(id)") { row in
            try Graduate(row, from: 0)
        }
    }

    /// Writes other data into a row whose degree is being corrected; false when there is no such row.
    package static func replace(
        _ id: Int64,
        with graduate: Graduate,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        try update(id, to: graduate, from: nil, unlessIssued: false, at: now, in: connection)
    }
}

extension DataBank {
    /// Writes the document of a case into a row without a degree; false when the row has one.
    static func updateUnissued(
        _ id: Int64,
        to graduate: Graduate,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        try update(id, to: graduate, from: nil, unlessIssued: true, at: now, in: connection)
    }

    /// A row of the data bank.
    struct Entry {
        let id: Int64
        let graduate: Graduate
        /// The upload that wrote it last.
        let upload: String?
    }

    private static func insert(
        _ graduate: Graduate,
        from upload: String?,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Int64? {
        try connection.first(
            insertion(graduate.values, graduate.diplomaKey, upload, now.description)
        ) { try $0.int(0) }
    }

    /// The values are those of `Graduate.columns`.
    private static let insertion = PreparedSQL {
        (values: [SQLValue], diplomaKey: String, upload: String?, changedAt: String) in
        """
        INSERT INTO graduate (\(Graduate.columns), diploma_key, upload, changed_at)
        VALUES (\(list: values), \(diplomaKey), \(upload), \(changedAt))
        ON CONFLICT DO NOTHING
        RETURNING id
        """
    }

    /// The row of the same institution, kind and number, in the same spelling or else in another one.
    ///
    /// The same spelling comes first: two rows may be older than the comparison of spellings.
    static func row(like graduate: Graduate, in connection: Connection) throws -> Entry? {
        try row(where: "diploma_number = \(graduate.diplomaNumber)", graduate, connection)
            ?? row(where: "diploma_key = \(graduate.diplomaKey)", graduate, connection)
    }

    private static func row(
        where number: SQL,
        _ graduate: Graduate,
        _ connection: Connection
    ) throws -> Entry? {
        try connection.first(
            """
            SELECT id, upload, \(Graduate.columns)
            FROM graduate
            WHERE institution_code = \(graduate.institutionCode)
                AND document_kind = \(Int64(graduate.documentKind.code)) AND \(number)
            """
        ) { row in
            Entry(
                id: try row.int(0),
                graduate: try Graduate(row, from: 2),
                upload: try row.optionalText(1)
            )
        }
    }

    /// Whether there is a row of the same institution, kind and number.
    static func hasRow(like graduate: Graduate, in connection: Connection) throws -> Bool {
        try connection.first(
            """
            SELECT id
            FROM graduate
            WHERE institution_code = \(graduate.institutionCode)
                AND document_kind = \(Int64(graduate.documentKind.code))
                AND diploma_key = \(graduate.diplomaKey)
            """
        ) { _ in true } ?? false
    }

    private static func update(
        _ id: Int64,
        to graduate: Graduate,
        from upload: String?,
        unlessIssued: Bool,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        let condition: SQL =
            unlessIssued ? " AND NOT EXISTS (SELECT 1 FROM degree WHERE graduate = \(id))" : ""
        let changed = try connection.execute(
            """
            UPDATE graduate
            SET
                \(graduate.assignments), diploma_key = \(graduate.diplomaKey),
                upload = \(upload), changed_at = \(now.description)
            WHERE id = \(id)
            """ + condition
        )
        return changed == 1
    }
}
