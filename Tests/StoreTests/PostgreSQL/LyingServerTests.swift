#if PostgreSQL
import Foundation
import Store
import Synchronization
import TestDatabases
import Testing

/// Somebody answers in the server's name, with whatever he likes: nobody crashes or waits for ever.
@Suite(.timeLimit(.minutes(3)))
struct LyingServerTests {
    /// Lends a database behind a proxy; once that tells the truth again, the database is as usable as before.
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
            proxy.tell(nil)
            let numbers = try await database.numbers()
            #expect(numbers.first == 1)
        }
    }

    /// Looks up, two at a time; what comes of it is nobody's concern here.
    private func look(_ database: Database) async {
        let row = RowTests.byID.bound(to: .integer(1))
        let look = { @Sendable in
            _ = try? await database.lookUp(ahead: [row]) { try $0.first(row) { try $0.value(0) } }
        }
        async let first: Void = look()
        async let second: Void = look()
        _ = await (first, second)
    }

    /// Reads, looks up, sums and writes.
    private func ask(_ database: Database) async {
        await look(database)
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
                proxy.tell { letter, body in
                    guard letter == UInt8(ascii: "D"), body.count > 2 else {
                        return LyingProxy.bytes(Character(UnicodeScalar(letter)), body)
                    }
                    let columns = Int(body[0]) << 8 | Int(body[1])
                    let value: [UInt8] =
                        [0, 0, 0, UInt8(length)] + [UInt8](repeating: 0xff, count: length)
                    let row = Array(body.prefix(2)) + (0..<columns).flatMap { _ in value }
                    return LyingProxy.bytes("D", row)
                }
                await ask(database)
            }
        }
    }

    @Test(arguments: [
        "G", "H", "W", "E", "Z", "C", "1", "2", "3", "n", "s", "t", "A", "S", "N", "?",
    ])
    func `a message that nobody asked for`(_ letter: Character) async throws {
        try await withProxy { database, proxy in
            for body in [[], [UInt8](repeating: 0xff, count: 40)] {
                proxy.tell { _, _ in LyingProxy.bytes(letter, body) }
                await look(database)
                proxy.tell { told, rest in
                    LyingProxy.bytes(letter, body)
                        + LyingProxy.bytes(Character(UnicodeScalar(told)), rest)
                }
                await look(database)
            }
        }
    }

    @Test
    func `a process that hangs although its server is well`() async throws {
        try await withProxy { database, proxy in
            for letter in ["Z", "C", "D", "2"] as [Character] {
                proxy.tell { told, body in
                    // Whether the server is there is told before anybody is let in.
                    let isSwallowed = UnicodeScalar(told) == letter.unicodeScalars.first
                    return isSwallowed ? [] : LyingProxy.bytes(Character(UnicodeScalar(told)), body)
                }
                await ask(database)
            }
        }
    }

    @Test
    func `a length that is not that of the message`() async throws {
        try await withProxy { database, proxy in
            for length in [0, 3, 4, 5, 30_001, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff] {
                proxy.tell { letter, body in
                    LyingProxy.bytes(Character(UnicodeScalar(letter)), body, saying: length)
                }
                await look(database)
            }
        }
    }

    @Test
    func `bytes by chance`() async throws {
        try await withProxy { database, proxy in
            let chance = Mutex(Chance(state: 1))
            proxy.tell { letter, body in
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
            for _ in 1...8 { await look(database) }
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
