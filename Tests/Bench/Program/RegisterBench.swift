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

    /// The statement of a look-up, as `Registry` sends it, with the token where the baseline expects it.
    private static let lookUp = """
        SELECT
            d.record, d.status, d.status_at, d.status_reason, d.token, d.row_mac,
            a.day, a.wrong_tags, a.wrong_data,
            d.id
        FROM degree AS d
        LEFT JOIN attempt AS a ON a.address = d.id
        WHERE d.id <= ?
        ORDER BY d.id DESC
        LIMIT 1
        """

    /// Verifications of genuine codes.
    ///
    /// The baseline is the bare statement for the same rows, prepared once, and the bare hashes over the
    /// same bytes.
    static func lookups(database: String, keys: String, results: String, count: Int) async throws {
        let registry = try registry(database, keys)
        let codes = try codes(in: results)
        var generator = SystemRandomNumberGenerator()
        let sample = (0..<count).map { _ in
            codes[Int.random(in: 0..<codes.count, using: &generator)]
        }
        let ids = try sample.map { try AuthenticityCode(parsing: $0).address }
        let race = Race(name: "look-up, \(codes.count) degrees", unit: "ns", reach: .atMost(1.25))
        // Short rounds, so that a drift of the machine affects both alike.
        try await race.run(count: max(1, sample.count / 5), rounds: 25) { count in
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
            unsafe baseline_lookups(database, lookUp, ids, Int32(count))
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

    private static let clients = 32

    /// Single issues of 32 clients, each durable before its answer.
    ///
    /// The baseline is the larger of two bounds: bare commits of the same rows, as many rows to a commit as
    /// the register's writer shared, and bare signatures on all cores.
    static func commits(database: String, keys: String, institution: String) async throws {
        let registry = try registry(database, keys)
        var number = 0
        var shared = 1
        let race = Race(name: "durable issues, 32 clients", unit: "ns", reach: .atMost(1.3))
        try await race.run(count: 3200, rounds: 5) { count in
            let graduates = try (0..<count).map { try graduate(number + $0, at: institution) }
            number += count
            let flushes = baseline_flushes()
            let began = DispatchTime.now().uptimeNanoseconds
            try await issue(graduates, at: registry)
            let took = Int64(DispatchTime.now().uptimeNanoseconds - began)
            shared = max(1, count / Int(max(1, baseline_flushes() - flushes)))
            return took
        } baseline: { count in
            let commits = unsafe baseline_inserts(
                database + ".commits",
                Int32(count),
                Int32(shared),
                2
            )
            let signing = unsafe baseline_sign_everywhere(
                seed,
                message,
                message.count,
                Int32(count)
            )
            FileHandle.standardError.write(
                Data(
                    """
                    durable issues: \(shared) to a commit, bare commits \(commits / Int64(count)) ns, \
                    bare signing \(signing / Int64(count)) ns

                    """.utf8
                )
            )
            return commits < 0 || signing < 0 ? -1 : max(commits, signing)
        }
        registry.database.close()
    }

    /// Issues from as many tasks as there are clients, each of which waits for one answer before its next request.
    private static func issue(_ graduates: [Graduate], at registry: Registry) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    for index in stride(from: client, to: graduates.count, by: clients) {
                        _ = try await registry.issue(
                            graduates[index],
                            by: .saorg(name: "bench"),
                            at: now
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static let seed = [UInt8](repeating: 3, count: 32)
    /// As long as a token's signed bytes.
    private static let message = [UInt8](repeating: 9, count: 180)

    /// The graduate of a number.
    static func graduate(_ number: Int, at institution: String) throws -> Graduate {
        var record = try sampleRecord()
        record.institutionCode = institution
        record.diplomaNumber = "B/\(number)"
        record.idNumber = InventedGraduates.nationalID(number)
        return Graduate(record)
    }

    /// Bare inserts into tables like those that an upload with issuing fills, and bare signatures.
    static func inserts(into path: String, rows: Int) throws {
        let inserting = unsafe baseline_inserts(path, Int32(rows), 500, 3)
        let signing = unsafe baseline_sign(seed, message, message.count, Int32(rows))
        guard inserting > 0, signing > 0 else { throw BenchError.baselineFailed("inserts") }
        print("{\"inserting\":\(inserting),\"signing\":\(signing)}")
    }
}
