import Persian
import Store
import TestDatabases
import Testing

@testable import Registry

/// The data bank and the bulk jobs of a database that an earlier version made.
struct DataBankUpgradeTests {
    /// The migrations before kinds of ID and dry runs.
    private static var earlier: [Migration] {
        Registry.institutionTables + DataBank.migrations.prefix(1) + Registry.degreeTables
            + Registry.lookUpTables + Registry.legacyTables + Registry.reportTables
            + Registry.bulkJobTables.prefix(1)
    }

    private static func insert(_ number: String, _ id: String, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO graduate (
                institution_code, document_kind, diploma_number, national_id, first_name_fa,
                last_name_fa, first_name_en, last_name_en, father_name_fa, birth_date, level,
                field_code, field_fa, field_en, mode, entrance_date, graduation_date, average,
                changed_at
            )
            VALUES (
                '1001', 1, \(number), \(id), 'مینا', 'کاظمی', '', '', '', '1990-01-01', 2, '',
                'فیزیک', '', 1, NULL, '2015-01-01', NULL, '2026-01-01T00:00:00Z'
            )
            """
        )
    }

    @Test(arguments: TestEngine.allCases)
    func `rows keep their data and get keys, two spellings of one number too`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withPlace { place in
            let database = try Database(place.location)
            defer { database.close() }
            try await database.migrate(Self.earlier)
            try await database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO institution (code, name_fa, name_en, kind, city)
                    VALUES ('1001', 'تهران', 'Tehran', 'university', 'تهران')
                    """
                )
                try Self.insert("1392/12", .nationalID(1), in: connection)
                try Self.insert("1392-12", .nationalID(2), in: connection)
                try Self.insert("AB 7", .nationalID(3), in: connection)
                try connection.execute(
                    """
                    INSERT INTO delivery (
                        id, kind, owner_kind, owner_code, owner_name, issues, is_trial, purpose,
                        consent_reference, state, bytes, chunks, records, counts, ignored,
                        created_at, changed_at, seal
                    )
                    VALUES (
                        'x', 1, 'saorg', '', 'x', 0, 1, '', '', 'receiving', 1, 1, 0, '{}', '',
                        '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', \([1 as UInt8])
                    )
                    """
                )
                try connection.execute(
                    """
                    INSERT INTO delivery_chunk (delivery, number, bytes, seal)
                    VALUES ('x', 1, \([1 as UInt8]), \([1 as UInt8]))
                    """
                )
            }
            #expect(try await database.migrate(Registry.migrations).count == 8)
            let rows = try await database.read { connection in
                try connection.all(
                    "SELECT diploma_key, id_number FROM graduate ORDER BY id_number"
                ) { [try $0.text(0), try $0.text(1)] }
            }
            #expect(rows.map { $0[1] } == (1...3).map { String.nationalID($0) })
            #expect(rows.map { $0[0] } == ["1392/12", "1392/12#2", "ab/7"])
            try await database.write { connection in
                var graduate = Graduate.test()
                graduate.idNumber = .nationalID(2)
                graduate.diplomaNumber = "1392-12"
                let known = try DataBank.row(like: graduate, in: connection)
                #expect(known?.graduate.idNumber == .nationalID(2))
                let job = try connection.first("SELECT is_dry_run FROM bulk_job") { try $0.bool(0) }
                #expect(job == true)
                let chunks = try connection.first(
                    "SELECT count(*) FROM bulk_job_chunk WHERE bulk_job = 'x'"
                ) { try $0.int(0) }
                #expect(chunks == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `passports keep their issuing state, and their degrees their seals`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            var graduate = Graduate.test(1)
            graduate.idKind = .passport
            graduate.idNumber = "P0123456"
            graduate.idCountry = "AFG"
            let issued = try await register.registry.issue(
                graduate,
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            // The database as the version before made it: the state in front of the number, no columns of this version.
            try await register.database.write { connection in
                for sql: SQL in [
                    "UPDATE graduate SET id_number = 'AFG-P0123456'",
                    "ALTER TABLE graduate DROP COLUMN id_country",
                    "ALTER TABLE graduate_dry_run DROP COLUMN id_country",
                    "DROP INDEX degree_of_decision", "ALTER TABLE degree DROP COLUMN decision",
                    "DELETE FROM migration WHERE room = 'graduates' AND number = 3",
                    "DELETE FROM migration WHERE room = 'seals' AND number = 2",
                ] { try connection.execute(sql) }
            }
            let later = try Database(register.place.location)
            defer { later.close() }
            #expect(try await later.migrate(Registry.migrations).count == 2)
            let registry = register.otherDaemon(later)
            var problems: [String] = []
            _ = try await registry.checkSeals { problems.append($0) }
            #expect(problems == [])
            let again = try await registry.issue(
                graduate,
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            #expect(!again.isNew && again.code == issued.code)
        }
    }
}
