import Testing

@testable import VerifyCore

struct CodeKeyTests {
    static let key = CodeKey(
        id: 17,
        locatorKey: [UInt8](repeating: 0x11, count: 32),
        tagKey: [UInt8](repeating: 0x22, count: 32)
    )

    @Test func `the first window below the limit is taken`() throws {
        // ⌊2⁶⁴/10⁷⌋·10⁷ = 18446744073700000000 is the limit; above it some remainders would be more likely.
        let limit: UInt64 = 18_446_744_073_700_000_000
        let windows: [([UInt64], UInt32)] = [
            ([limit - 1, 0, 0, 0], 9_999_999), ([limit, 7, 0, 0], 7), ([.max, limit, 8, 9], 8),
            ([.max, .max, .max, 123_456_789], 3_456_789),
        ]
        for (windows, expected) in windows {
            let digest = try Self.digest(windows)
            #expect(digest.truncated(below: 10_000_000) { _ in Digest() } == expected)
        }
    }

    @Test func `after four rejected windows the next digest is used`() throws {
        let refused = try Self.digest([.max, .max, .max, .max])
        let next = try Self.digest([.max, .max, 10_000_005, 0])
        let number = refused.truncated(below: 10_000_000) { bytes in
            let isThatOne = [UInt8](copying: bytes).allSatisfy { $0 == 0xff }
            return isThatOne ? next : Digest()
        }
        #expect(number == 5)
    }

    private static func digest(_ windows: [UInt64]) throws -> Digest {
        let bytes = windows.flatMap { window in
            (0..<8).map { UInt8(truncatingIfNeeded: window >> (56 - 8 * $0)) }
        }
        return try #require(Digest(bytes))
    }

    @Test func `another record, locator or key id has another tag`() throws {
        let digest = SHA256.digest(of: [1, 2, 3].span)
        let code = try #require(Self.key.code(locator: 5, recordDigest: digest))
        let other = SHA256.digest(of: [1, 2, 4].span)
        #expect(Self.key.matches(code, recordDigest: digest))
        #expect(!Self.key.matches(code, recordDigest: other))
        let moved = try #require(AuthenticityCode(keyID: 17, locator: 6, tag: code.tag))
        #expect(!Self.key.matches(moved, recordDigest: digest))
        let renamed = try #require(AuthenticityCode(keyID: 18, locator: 5, tag: code.tag))
        #expect(!Self.key.matches(renamed, recordDigest: digest))
        let guessed = try #require(
            AuthenticityCode(keyID: 17, locator: 5, tag: (code.tag + 1) % AuthenticityCode.tags)
        )
        #expect(!Self.key.matches(guessed, recordDigest: digest))
    }

    @Test func `a key id or locator out of range makes no code`() {
        let digest = Digest()
        #expect(Self.key.code(locator: 1_000_000_000, recordDigest: digest) == nil)
        let key = CodeKey(id: 9, locatorKey: [], tagKey: [])
        #expect(key.code(locator: 0, recordDigest: digest) == nil)
    }

    @Test func `locators look random and are below 10⁹`() throws {
        let id = try #require(RecordID([UInt8](repeating: 7, count: 16)))
        let locators = Set((0..<1000).map { Self.key.locator(for: id, counter: $0) })
        #expect(locators.count == 1000)
        #expect(locators.allSatisfy { $0 < AuthenticityCode.locators })
        #expect(locators.count { $0 < AuthenticityCode.locators / 2 } > 400)
        #expect(locators.count { $0 >= AuthenticityCode.locators / 2 } > 400)
    }
}
