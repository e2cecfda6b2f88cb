#if PostgreSQL
import Foundation
import Store
import Synchronization
import TestDatabases
import Testing

/// An attacker answers in the server's name, with any bytes: no caller crashes or waits without limit.
@Suite(.timeLimit(.minutes(6)))
struct LyingServerTests {
    /// Runs `body` over a database behind a proxy; once that passes messages unchanged again, the database is usable as
    /// before.
    private func withProxy(_ body: (Database, LyingProxy) async throws -> Void) async throws {
        try await TestEngine.postgreSQL.withScratch { scratch in
            _ = try await scratch.withNumbers()
            try await scratch.database.add(1)
            let folder = "/tmp/sehat-liar-\(UUID().uuidString.prefix(8))"
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let proxy = try LyingProxy(in: folder, to: PostgreSQLServer.shared.get().folder)
            defer { proxy.end() }
            let name = scratch.location.description.split(separator: "/").last ?? ""
            let host = folder.replacing("/", with: "%2F")
            var options = Database.Options()
            options.patience = .milliseconds(200)
            options.longestAnswer = .seconds(1)
            options.connections = 2
            let database = try Database(
                DatabaseLocation(parsing: "postgres://sehat@\(host)/\(name)?connect_timeout=2"),
                options: options
            )
            defer { database.close() }
            try await body(database, proxy)
            proxy.send(nil)
            let numbers = try await database.numbers()
            #expect(numbers.first == 1)
        }
    }

    /// Looks up, two in parallel, and ignores the outcome.
    private func lookUp(_ database: Database) async {
        let row = RowTests.byID(1)
        let lookUp = { @Sendable in
            _ = try? await database.lookUp(ahead: [row]) { try $0.first(row) { try $0.value(0) } }
        }
        async let first: Void = lookUp()
        async let second: Void = lookUp()
        _ = await (first, second)
    }

    /// Reads, looks up, sums and writes.
    private func useAll(_ database: Database) async {
        await lookUp(database)
        _ = try? await database.numbers()
        _ = try? await database.read {
            try $0.all("SELECT sum(id), count(*), max(name), CAST('x' AS BLOB) FROM number") {
                row in
                (0..<row.count).map { column in
                    (
                        try? row.int(column), try? row.text(column), try? row.blob(column),
                        try? row.value(column)
                    )
                }
            }
        }
        _ = try? await database.write { try $0.execute("UPDATE number SET name = name") }
        try? await database.add(2)
    }

    @Test
    func `a row with values of any length`() async throws {
        try await withProxy { database, proxy in
            for length in 0...9 {
                proxy.send { letter, body in
                    guard letter == UInt8(ascii: "D"), body.count > 2 else {
                        return LyingProxy.bytes(Character(UnicodeScalar(letter)), body)
                    }
                    let columns = Int(body[0]) << 8 | Int(body[1])
                    let value: [UInt8] =
                        [0, 0, 0, UInt8(length)] + [UInt8](repeating: 0xff, count: length)
                    let row = Array(body.prefix(2)) + (0..<columns).flatMap { _ in value }
                    return LyingProxy.bytes("D", row)
                }
                await useAll(database)
            }
        }
    }

    @Test(arguments: [
        "G", "H", "W", "E", "Z", "C", "1", "2", "3", "n", "s", "t", "A", "S", "N", "?",
    ])
    func `an unexpected message`(_ letter: Character) async throws {
        try await withProxy { database, proxy in
            for body in [[], [UInt8](repeating: 0xff, count: 40)] {
                proxy.send { _, _ in LyingProxy.bytes(letter, body) }
                await lookUp(database)
                proxy.send { sent, rest in
                    LyingProxy.bytes(letter, body)
                        + LyingProxy.bytes(Character(UnicodeScalar(sent)), rest)
                }
                await lookUp(database)
            }
        }
    }

    @Test
    func `a process that hangs although its server answers others`() async throws {
        try await withProxy { database, proxy in
            for letter in ["Z", "C", "D", "2"] as [Character] {
                proxy.send { sent, body in
                    let isSwallowed = UnicodeScalar(sent) == letter.unicodeScalars.first
                    return isSwallowed ? [] : LyingProxy.bytes(Character(UnicodeScalar(sent)), body)
                }
                await useAll(database)
            }
        }
    }

    @Test
    func `a length other than that of the message`() async throws {
        try await withProxy { database, proxy in
            for length in [0, 3, 4, 5, 30_001, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff] {
                proxy.send { letter, body in
                    LyingProxy.bytes(Character(UnicodeScalar(letter)), body, length: length)
                }
                await lookUp(database)
            }
        }
    }

    @Test
    func `random bytes`() async throws {
        try await withProxy { database, proxy in
            let chance = Mutex(Chance(state: 1))
            proxy.send { letter, body in
                chance.withLock { chance in
                    var bytes = LyingProxy.bytes(Character(UnicodeScalar(letter)), body)
                    switch chance.next(20) {
                    case 0: bytes[chance.next(bytes.count)] = UInt8(chance.next(256))
                    case 1: bytes.removeLast(chance.next(bytes.count))
                    case 2: bytes.insert(UInt8(chance.next(256)), at: chance.next(bytes.count))
                    default: break
                    }
                    return bytes
                }
            }
            for _ in 1...8 { await lookUp(database) }
        }
    }

    /// The same numbers in every run.
    private struct Chance {
        var state: UInt64

        mutating func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, limit)))
        }
    }
}
#endif
