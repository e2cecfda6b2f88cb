import Accounts
import Store
import Synchronization
import TestDatabases
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// A daemon whose lease another daemon took over in the middle of a request changes nothing any more.
@Suite struct TakenOverTests {
    @Test func `a request that loses its key before the change is durable changes nothing`()
        async throws
    {
        let takes = Atomic(false)
        try await TestApp.with(intercepting: { _, text in
            // While a row is written, another request takes the key.
            let isChange =
                text.hasPrefix("INSERT INTO degree (") || text.hasPrefix("UPDATE bulk_job")
            guard isChange, takes.load(ordering: .relaxed) else { return nil }
            return .after(
                "UPDATE idempotency_key SET instance = 'other/1' WHERE status IS NULL;"
            )
        }) { test in
            let before = try await test.app.count("degree")
            let deliveries = try await test.app.count("bulk_job")
            takes.store(true, ordering: .relaxed)
            var script = try HTTPScript(test)
            try await script.run(
                """
                > POST /api/v1/degrees
                > Authorization: Bearer $tehran_key
                > Idempotency-Key: one
                >> {"national_id": "$national_id", "first_name_fa": "مریم", "last_name_fa": "رضایی",
                >>  "birth_date": "1375/09/16", "institution_code": "1001", "document_kind": "diploma",
                >>  "level": "bachelor", "field_fa": "فیزیک", "mode": "day",
                >>  "graduation_date": "1398/11/15", "diploma_number": "1398/7"}
                < 409
                < Retry-After: 1
                << code = idempotency_key_in_flight
                > POST /api/v1/batches
                > Authorization: Bearer $employer_key
                > Content-Type: text/csv
                > Idempotency-Key: two
                >> code
                >> $genuine
                < 409
                << code = idempotency_key_in_flight
                """
            )
            #expect(try await test.app.count("degree") == before)
            #expect(try await test.app.count("bulk_job") == deliveries)
        }
    }

    @Test
    func `a key that its holder does not renew is free after a lease, however old the request`()
        async throws
    {
        try await TestApp.with { test in
            let lines = """
                > POST /api/v1/degrees/$genuine_id/suspension
                > Authorization: Bearer $tehran_key
                > Idempotency-Key: one
                < $status
                """
            var script = try HTTPScript(test)
            script.variables["status"] = "200"
            try await script.run(lines)
            // The state that a daemon leaves when it is killed before its change is durable.
            try test.place.edit(
                "UPDATE idempotency_key SET status = NULL, headers = NULL, body = NULL"
            )
            script.variables["status"] = "409"
            try await script.run("\(lines)\n<< code = idempotency_key_in_flight")
            test.clock.pass(IdempotencyKeys.lease + 1)
            // It runs; the register reports that the degree is suspended already.
            try await script.run("\(lines)\n<< code = already_so")
            try await script.run("\(lines)\n< Idempotency-Replayed: true")
        }
    }
}
