import Persian
import Store
import VerifyCore

@testable import Casework

/// The files of the test services: one stored document, and a table of decisions.
extension TestCases {
    static let files = Migration(
        "test-files",
        1,
        "files of the tests",
        """
        CREATE TABLE test_file (
            case_id TEXT NOT NULL,
            submission INTEGER NOT NULL,
            field TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            document TEXT NOT NULL,
            accepted INTEGER,
            decided_seq BIGINT,
            reason TEXT,
            PRIMARY KEY (case_id, submission, field, ordinal)
        ) STRICT;
        """
    )

    private static let hash = SHA256.digest(of: Array("scan".utf8).span)

    /// The port; each look-up passes the barrier, while there is one.
    static func filePort(_ barrier: Shared<Barrier?>) -> CaseFiles {
        CaseFiles(
            stored: { ids, user, connection in
                barrier.value?.pass()
                return try filePort.stored(ids, user, connection)
            },
            decisions: { caseID, submission, connection in
                barrier.value?.pass()
                return try filePort.decisions(caseID, submission, connection)
            },
            write: filePort.write
        )
    }

    private static let filePort = CaseFiles(
        stored: { ids, _, _ in
            ids.contains("scan")
                ? ["scan": StoredFile(document: "scan", hash: hash, kind: .pdf, bytes: 10)] : [:]
        },
        decisions: { caseID, submission, connection in
            try connection.all(
                """
                SELECT field, ordinal, document, accepted, decided_seq, reason
                FROM test_file
                WHERE case_id = \(caseID) AND submission = \(submission?.number ?? 1)
                ORDER BY field, ordinal
                """
            ) { row in
                let document = try row.text(2)
                return FileDecision(
                    field: try row.text(0),
                    ordinal: Int(try row.int(1)),
                    file: FileReference(document: document, hash: hash, shownName: "scan.pdf"),
                    isAccepted: try row.optionalInt(3).map { $0 == 1 },
                    decidedSeq: try row.optionalInt(4),
                    reason: try row.optionalText(5)
                )
            }
        },
        write: { caseID, submission, files, connection in
            for file in files {
                try connection.execute(
                    """
                    INSERT INTO test_file (
                        case_id, submission, field, ordinal, document, accepted, decided_seq, reason
                    )
                    VALUES (
                        \(caseID), \(submission), \(file.field), \(file.ordinal),
                        \(file.file.document), \(file.isAccepted), \(file.decidedSeq),
                        \(file.reason)
                    )
                    ON CONFLICT (case_id, submission, field, ordinal) DO UPDATE
                    SET accepted = excluded.accepted, decided_seq = excluded.decided_seq,
                        reason = excluded.reason
                    """
                )
            }
        }
    )
}
