package import Persian
package import Store
import VerifyCore

/// The graduates' data bank (R123): the table `graduate`, a row for each document of a graduate.
///
/// A document is known by its institution, its kind and the number that the institution gave it; the schema
/// holds that it is there once.
package enum DataBank {
    /// The steps of its schema; those of institutions run before them.
    package static let migrations = [
        Migration(
            "graduates",
            1,
            "the data bank and the trial of uploads",
            """
            CREATE TABLE graduate (
                id IDENTITY,
                institution_code TEXT NOT NULL REFERENCES institution (code),
                document_kind INTEGER NOT NULL CHECK (document_kind BETWEEN 1 AND 4),
                diploma_number TEXT NOT NULL CHECK (length(diploma_number) > 0),
                national_id TEXT NOT NULL CHECK (length(national_id) = 10),
                first_name_fa TEXT NOT NULL,
                last_name_fa TEXT NOT NULL,
                first_name_en TEXT NOT NULL,
                last_name_en TEXT NOT NULL,
                father_name_fa TEXT NOT NULL,
                birth_date TEXT NOT NULL,
                level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
                field_code TEXT NOT NULL,
                field_fa TEXT NOT NULL,
                field_en TEXT NOT NULL,
                mode INTEGER NOT NULL CHECK (mode BETWEEN 1 AND 3),
                entrance_date TEXT,
                graduation_date TEXT NOT NULL,
                average INTEGER CHECK (average BETWEEN 0 AND 2000),
                changed_at TEXT NOT NULL,
                UNIQUE (institution_code, document_kind, diploma_number)
            ) STRICT;

            CREATE TABLE graduate_trial (
                upload TEXT NOT NULL,
                institution_code TEXT NOT NULL,
                document_kind INTEGER NOT NULL,
                diploma_number TEXT NOT NULL,
                national_id TEXT NOT NULL,
                fingerprint BLOB NOT NULL,
                PRIMARY KEY (upload, institution_code, document_kind, diploma_number)
            ) STRICT;
            """
        ),
        Migration(
            "graduates",
            2,
            "dry runs",
            """
            ALTER TABLE graduate_trial RENAME TO graduate_dry_run;
            """
        ),
    ]

    /// What became of a document that was to be filed.
    package enum Filing: Sendable, Equatable {
        /// A new row.
        case added(Int64)
        /// The row had other data, and nothing was issued from it yet.
        case updated(Int64)
        /// The row had exactly these data.
        case unchanged(Int64)
        /// The row has other data and its degree was issued: a correction is needed.
        case alreadyIssued(Int64)
        /// The number belongs to another person's document.
        case taken
    }

    /// Files a document inside the caller's transaction.
    package static func file(
        _ graduate: Graduate,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Filing {
        if let id = try connection.insert(insert(graduate, now)) { return .added(id) }
        guard let (id, known) = try row(like: graduate, in: connection) else {
            throw StoreError.conflict
        }
        if known == graduate { return .unchanged(id) }
        if known.nationalID != graduate.nationalID { return .taken }
        guard try update(id, to: graduate, unlessIssued: true, at: now, in: connection) else {
            return .alreadyIssued(id)
        }
        return .updated(id)
    }

    /// The document in a row; nil when there is no such row.
    ///
    /// To be compared and never to be issued: the row has no seal.
    static func graduate(_ id: Int64, in connection: Connection) throws -> Graduate? {
        try connection.first(inRow(id)) { try Graduate($0, from: 0) }
    }

    /// Writes other data into a row whose degree is being corrected; false when there is no such row.
    package static func replace(
        _ id: Int64,
        with graduate: Graduate,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        try update(id, to: graduate, unlessIssued: false, at: now, in: connection)
    }
}

extension DataBank {
    /// The columns of `Graduate.values`.
    private static let columns: SQL = """
        institution_code, document_kind, diploma_number, national_id, first_name_fa, last_name_fa,
        first_name_en, last_name_en, father_name_fa, birth_date, level, field_code, field_fa,
        field_en, mode, entrance_date, graduation_date, average
        """

    private static let insert = PreparedSQL { (graduate: Graduate, now: Timestamp) in
        """
        INSERT INTO graduate (\(columns), changed_at)
        VALUES (\(list: graduate.values), \(now.description))
        ON CONFLICT (institution_code, document_kind, diploma_number) DO NOTHING
        """
    }

    private static let find = PreparedSQL { (graduate: Graduate) in
        """
        SELECT id, \(columns)
        FROM graduate
        WHERE institution_code = \(graduate.institutionCode)
            AND document_kind = \(graduate.documentKind.code)
            AND diploma_number = \(graduate.diplomaNumber)
        """
    }

    private static let inRow = PreparedSQL { (id: Int64) in
        "SELECT \(columns) FROM graduate WHERE id = \(id)"
    }

    /// The row of the same institution, kind and number.
    static func row(
        like graduate: Graduate,
        in connection: Connection
    ) throws -> (id: Int64, graduate: Graduate)? {
        try connection.first(find(graduate)) { row in
            (try row.int(0), try Graduate(row, from: 1))
        }
    }

    private static let exists = PreparedSQL { (graduate: Graduate) in
        """
        SELECT id
        FROM graduate
        WHERE institution_code = \(graduate.institutionCode)
            AND document_kind = \(graduate.documentKind.code)
            AND diploma_number = \(graduate.diplomaNumber)
        """
    }

    /// Whether there is a row of the same institution, kind and number.
    static func hasRow(like graduate: Graduate, in connection: Connection) throws -> Bool {
        try connection.first(exists(graduate)) { _ in true } ?? false
    }

    private static func update(
        _ id: Int64,
        to graduate: Graduate,
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
                institution_code = \(graduate.institutionCode),
                document_kind = \(graduate.documentKind.code),
                diploma_number = \(graduate.diplomaNumber),
                national_id = \(graduate.nationalID),
                first_name_fa = \(graduate.firstNameFa),
                last_name_fa = \(graduate.lastNameFa),
                first_name_en = \(graduate.firstNameEn),
                last_name_en = \(graduate.lastNameEn),
                father_name_fa = \(graduate.fatherNameFa),
                birth_date = \(graduate.birthDate.description),
                level = \(graduate.level.code),
                field_code = \(graduate.fieldCode),
                field_fa = \(graduate.fieldFa),
                field_en = \(graduate.fieldEn),
                mode = \(graduate.mode.code),
                entrance_date = \(graduate.entranceDate?.description),
                graduation_date = \(graduate.graduationDate.description),
                average = \(graduate.average),
                changed_at = \(now.description)
            WHERE id = \(id)
            """ + condition
        )
        return changed == 1
    }
}
