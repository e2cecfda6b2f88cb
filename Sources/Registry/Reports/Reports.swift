package import Persian
import Store
import VerifyCore

extension Registry {
    static let reportTables = [
        Migration(
            "reports",
            1,
            "reports of fake sites and documents",
            """
            CREATE TABLE report (
                id IDENTITY,
                reference TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL CHECK (kind IN ('site', 'document')),
                subject TEXT NOT NULL,
                details TEXT NOT NULL,
                contact TEXT NOT NULL,
                received_at TEXT NOT NULL
            ) STRICT;
            """
        )
    ]

    /// Stores a report.
    ///
    /// - Returns: The reference that the reporter may quote: 16 letters and digits.
    /// - Throws: `RegistryError.tableFull` while there are as many reports as may be kept: a flood of reports
    ///   must not remove those that came before it.
    package func report(_ draft: ReportDraft, at now: Timestamp) async throws -> String {
        guard !retained.isFull(.reports, at: retention.mostReports) else {
            throw RegistryError.tableFull(.reports)
        }
        let reference = Base32.encode(Random.bytes(10))
        try await database.write { connection in
            _ = try connection.execute(
                """
                INSERT INTO report (reference, kind, subject, details, contact, received_at)
                VALUES (
                    \(reference), \(draft.kind.rawValue), \(draft.subject), \(draft.details),
                    \(draft.contact), \(now.description)
                )
                """
            )
        }
        retained.add(.reports)
        return reference
    }

    /// Returns the reports after `id`, oldest first; at most `limit`.
    package func reports(after id: Int64? = nil, limit: Int) async throws -> [Report] {
        try await database.read { connection in
            try connection.all(
                """
                SELECT id, reference, kind, subject, details, contact, received_at
                FROM report
                WHERE id > \(id ?? 0)
                ORDER BY id
                LIMIT \(limit)
                """
            ) { row in
                guard let kind = ReportDraft.Kind(rawValue: try row.text(2)) else {
                    throw StoreError.column(2, expected: "kind of report")
                }
                return Report(
                    id: try row.int(0),
                    reference: try row.text(1),
                    draft: try ReportDraft(
                        kind: kind,
                        subject: try row.text(3),
                        details: try row.text(4),
                        contact: try row.text(5)
                    ),
                    receivedAt: try Timestamp(parsing: try row.text(6))
                )
            }
        }
    }
}
