import BenchBaseline
import Foundation
import KeyFiles
import Persian
import Registry
import Store
import Tabular
import VerifyCore

/// The register against bare SQLite on the same file.
enum RegisterBench {
    private static let now = Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))

    private static func registry(_ database: String, _ keys: String) throws -> Registry {
        let keyring = try KeyDirectory(path: keys, kek: .inDirectory).load()
        return Registry(
            database: try Database(.sqlite(database)),
            keyring: LiveKeyring(keyring),
            host: "sehat.example.ir"
        )
    }

    /// Verifications of genuine codes against the bare prepared statement for the same rows.
    static func lookups(database: String, keys: String, results: String) async throws {
        let registry = try registry(database, keys)
        let codes = try codes(in: results)
        var generator = SystemRandomNumberGenerator()
        let sample = (0..<50_000).map { _ in
            codes[Int.random(in: 0..<codes.count, using: &generator)]
        }
        let ids = try sample.map { try AuthenticityCode(parsing: $0).address }
        let sql =
            "SELECT record, status, status_at, status_reason, token, row_mac FROM degree WHERE id = ?"
        let race = Race(name: "look-up, \(codes.count) degrees", unit: "ns", reach: .atMost(1.5))
        try await race.run(count: sample.count) { count in
            let began = DispatchTime.now().uptimeNanoseconds
            for code in sample[..<count] {
                let answer = try await registry.answer(
                    Question(.code(code)),
                    from: .visitor,
                    at: now
                )
                guard answer.verdict == .valid else { throw BenchError.wrongAnswer("look-up") }
            }
            return Int64(DispatchTime.now().uptimeNanoseconds - began)
        } baseline: { count in
            unsafe baseline_lookups(database, sql, ids, Int32(count))
        }
        registry.database.close()
    }

    /// The codes of a results file, as they are printed there.
    static func codes(in results: String) throws -> [String] {
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: results)))
        let rows = CSVReader.rows(of: bytes).map(\.texts)
        guard let column = rows.first?.firstIndex(of: "authenticity_code") else {
            throw BenchError.wrongAnswer("no codes in \(results)")
        }
        return rows.dropFirst().compactMap { $0[column].isEmpty ? nil : $0[column] }
    }

    /// Single issues of 32 clients, each durable before its answer, against bare one-row commits.
    static func commits(database: String, keys: String, institution: String) async throws {
        let registry = try registry(database, keys)
        var number = 0
        let race = Race(name: "durable issues, 32 clients", unit: "ns", reach: .atMost(0.2))
        try await race.run(count: 3200, rounds: 5) { count in
            let graduates = try (0..<count).map { try graduate(number + $0, at: institution) }
            number += count
            let began = DispatchTime.now().uptimeNanoseconds
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<32 {
                    group.addTask {
                        for graduate in stride(from: client, to: count, by: 32).map({
                            graduates[$0]
                        }) {
                            _ = try await registry.issue(
                                graduate,
                                by: .saorg(name: "bench"),
                                at: now
                            )
                        }
                    }
                }
                try await group.waitForAll()
            }
            return Int64(DispatchTime.now().uptimeNanoseconds - began)
        } baseline: { count in
            // A tenth of them is enough: each waits for the disk by itself.
            unsafe baseline_commits(database + ".commits", Int32(count / 10)) * 10
        }
        registry.database.close()
    }

    /// The graduate of a number.
    static func graduate(_ number: Int, at institution: String) throws -> Graduate {
        var record = try sampleRecord()
        record.institutionCode = institution
        record.diplomaNumber = "B/\(number)"
        record.idNumber = People.nationalID(number)
        return Graduate(record)
    }

    /// Bare inserts into tables like those that an upload with issuing fills, and bare signatures.
    static func inserts(into path: String, rows: Int) throws {
        let inserting = unsafe baseline_inserts(path, Int32(rows), 500)
        let message = [UInt8](repeating: 9, count: 180)
        let seed = [UInt8](repeating: 3, count: 32)
        let signing = unsafe baseline_sign(seed, message, message.count, Int32(rows))
        guard inserting > 0, signing > 0 else { throw BenchError.baselineFailed("inserts") }
        print("{\"inserting\":\(inserting),\"signing\":\(signing)}")
    }
}
