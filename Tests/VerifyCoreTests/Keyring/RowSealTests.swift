import Persian
import Testing

@testable import VerifyCore

/// Seals on rows: an attacker without keys cannot make one, and no seal fits another row.
struct RowSealTests {
    private static let now = Timestamp(secondsSinceEpoch: 1_795_000_000)
    private static func kek() throws -> KeyEncryptionKey {
        try KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count))
    }
    private static func keyring() throws -> Keyring { try .new(kek: kek(), at: now) }
    private static let statement = RowStatement(.apiKey, .integer(1), .text("admin"), .none)

    @Test
    func `a seal fits the row that it was made for`() throws {
        let keys = try Self.keyring()
        let seal = try #require(keys.seal(Self.statement))
        #expect(seal.count == 36)
        #expect(keys.verdict(on: Self.statement, sealed: seal) == .intact)
    }

    @Test(arguments: [
        RowStatement(.delivery, .integer(1), .text("admin"), .none),
        RowStatement(.apiKey, .integer(2), .text("admin"), .none),
        RowStatement(.apiKey, .integer(1), .text("admi"), .text("n")),
        RowStatement(.apiKey, .integer(1), .text("admin"), .text("")),
        RowStatement(.apiKey, .integer(1), .text("admin")),
        RowStatement(.apiKey, .integer(1), .text("admin"), .none, .none),
        RowStatement(.apiKey, .integer(1), .bytes(Array("admin".utf8)), .none),
        RowStatement(.apiKey, .text("admin"), .integer(1), .none),
    ])
    func `a seal fits no other row`(_ other: RowStatement) throws {
        let keys = try Self.keyring()
        let seal = try #require(keys.seal(Self.statement))
        #expect(keys.verdict(on: other, sealed: seal) == .broken)
    }

    @Test
    func `no other keyring accepts a seal of a transient keyring, which issues no degrees`()
        throws
    {
        let transient = try Keyring.transient(at: Self.now)
        let seal = try #require(transient.seal(Self.statement))
        #expect(transient.verdict(on: Self.statement, sealed: seal) == .intact)
        let missing = MissingKey.data(Array(seal.prefix(4)))
        for other in [try Self.keyring(), try Keyring.transient(at: Self.now)] {
            #expect(other.verdict(on: Self.statement, sealed: seal) == .undecided(missing))
        }
        #expect(transient.activeCodeKey == nil && transient.activeTokenKey == nil)
    }

    @Test
    func `a seal with a flipped bit, a removed byte or an added byte is broken`() throws {
        let keys = try Self.keyring()
        let seal = try #require(keys.seal(Self.statement))
        for bit in 0..<seal.count * 8 {
            var other = seal
            other[bit / 8] ^= 1 << (bit % 8)
            let verdict = keys.verdict(on: Self.statement, sealed: other)
            #expect(
                verdict == (bit < 32 ? .undecided(.data(Array(other.prefix(4)))) : .broken)
            )
        }
        for length in 0..<seal.count {
            let cut = Array(seal.prefix(length))
            #expect(keys.verdict(on: Self.statement, sealed: cut) == .broken)
        }
        #expect(keys.verdict(on: Self.statement, sealed: seal + [0]) == .broken)
    }

    @Test
    func `a seal is valid after rotations, until its key is retired`() throws {
        let first = try Self.keyring()
        let seal = try #require(first.seal(Self.statement))
        let id = try #require(first.active(.data)).id
        let rotated = try first.rotating(.data, kek: Self.kek(), at: Self.now)
        #expect(rotated.verdict(on: Self.statement, sealed: seal) == .intact)
        #expect(rotated.seal(Self.statement) != seal)
        let retired = try rotated.retiring(id, kek: Self.kek(), at: Self.now)
        #expect(retired.verdict(on: Self.statement, sealed: seal) == .distrusted(.retired))
        let compromised = try rotated.compromising(
            id,
            since: Self.now,
            kek: Self.kek(),
            at: Self.now
        )
        #expect(
            compromised.verdict(on: Self.statement, sealed: seal)
                == .distrusted(.compromised(since: Self.now))
        )
        // Without the key's bytes the seal cannot be checked.
        let forged = Array(seal.prefix(4)) + [UInt8](repeating: 0, count: 32)
        #expect(compromised.verdict(on: Self.statement, sealed: forged) == .broken)
    }

    @Test
    func `a seal of a missing key is undecided, and names the key`() throws {
        let keys = try Self.keyring()
        let seal = try #require(keys.seal(Self.statement))
        let missing = MissingKey(purpose: .data, id: try #require(keys.active(.data)).id)
        for other in [try Self.keyring(), Keyring()] {
            #expect(other.verdict(on: Self.statement, sealed: seal) == .undecided(missing))
        }
        #expect(Keyring().seal(Self.statement) == nil)
        // Bytes that cannot be a seal name no key.
        for cut in [0, 4, 35] {
            let part = Array(seal.prefix(cut))
            #expect(Keyring().verdict(on: Self.statement, sealed: part) == .broken)
        }
    }
}
