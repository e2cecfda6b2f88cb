import TestDatabases
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// The database's file was edited: values that the programs never write are refused, and are no 500.
@Suite(.enabled(if: TestEngine.chosen == .sqlite, "only SQLite keeps a value of another type"))
struct EditedRowTests {
    private static let tables = [
        "degree": [
            "uuid", "graduate", "replaced", "record", "status", "status_at", "status_reason",
            "token",
            "row_mac", "issued_at", "issued_by",
        ],
        "degree_event": ["kind", "note", "actor", "at"],
        "attempt": ["day", "wrong_tags", "wrong_data"],
        "institution": ["name_fa", "kind", "issues_until"],
        "graduate": ["birth_date", "level", "first_name_fa", "average"],
        "legacy_code": [
            "imported_at", "status", "status_at", "status_reason", "degree", "seal",
        ],
    ]
    private static let edits = tables.flatMap { table, columns in
        columns.flatMap { column in
            ["'word'", "NULL", "1.5", "x'00ff'"].map { value in
                (table, "\(column) = \(value)")
            }
        }
    }

    /// Everything that reads a degree, and the things that are done to one.
    private static let asked = """
        > POST /api/v1/verifications
        >> {"code": "$genuine"}
        > POST /api/v1/verifications
        >> {"code": "$genuine", "family_name": "x"}
        > POST /api/v1/verifications
        >> {"token": "$genuine_token"}
        > POST /api/v1/verifications
        >> {"code": "$forged"}
        > POST /api/v1/degrees/lookup
        > Authorization: Bearer $tehran_key
        >> {"code": "$genuine"}
        > GET /api/v1/degrees/$genuine_id
        > Authorization: Bearer $tehran_key
        > POST /api/v1/degrees/$genuine_id/suspension
        > Authorization: Bearer $tehran_key
        > DELETE /api/v1/degrees/$genuine_id/suspension
        > Authorization: Bearer $tehran_key
        > POST /api/v1/degrees/$genuine_id/correction
        > Authorization: Bearer $tehran_key
        >> {"first_name_en": "Mahin"}
        > POST /api/v1/degrees/$genuine_id/revocation
        > Authorization: Bearer $tehran_key
        >> {"reason": "error"}
        > GET /api/v1/institutions
        > GET /api/v1/institutions/1001
        > GET /V/$genuine_digits
        > GET /V/$former_linked
        """

    @Test(arguments: edits)
    func `no route answers 500`(
        _ table: String,
        _ assignment: String
    ) async throws {
        try await TestApp.with { test in
            try test.edit(table, assignment)
            var script = try HTTPScript(test)
            try await script.run(Self.asked)
            #expect(script.statuses.count == 14)
            #expect(script.statuses.allSatisfy { $0 < 500 }, "\(script.statuses)")
        }
    }

    @Test(arguments: ["record", "token", "row_mac"])
    func `bytes that are kept as text are no longer what was sealed`(
        _ column: String
    ) async throws {
        try await TestApp.with { test in
            try test.edit("degree", "\(column) = CAST(\(column) AS TEXT)")
            var script = try HTTPScript(test)
            try await script.run(
                """
                > GET /api/v1/degrees/$genuine_id
                > Authorization: Bearer $tehran_key
                < 409
                << code = integrity_failure
                > POST /api/v1/verifications
                >> {"token": "$genuine_token"}
                << verdict = INTEGRITY_FAILURE
                > POST /api/v1/verifications
                >> {"code": "$genuine"}
                << verdict = \(column == "record" ? "NOT_FOUND" : "INTEGRITY_FAILURE")
                """
            )
            #expect(test.app.domain.metrics.integrityFailures[] == 3)
        }
    }
}

extension TestApp {
    /// Edits a column of every row with the `sqlite3` program, after the schema has been made to let
    /// anything stand there.
    fileprivate func edit(_ table: String, _ assignment: String) throws {
        let statements = """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema
            SET sql = replace(replace(sql, ') STRICT', ')'), 'NOT NULL', '')
            WHERE name = '\(table)';
            PRAGMA writable_schema = RESET;
            PRAGMA ignore_check_constraints = ON;
            PRAGMA foreign_keys = OFF;
            UPDATE OR IGNORE \(table) SET \(assignment);
            """
        try place.edit(statements)
    }
}
