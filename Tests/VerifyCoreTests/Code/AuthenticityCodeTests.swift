import Testing

@testable import VerifyCore

struct AuthenticityCodeTests {
    static let parts: [(UInt8, UInt32, UInt32)] = [
        (10, 0, 0), (99, 999_999_999, 9_999_999), (17, 958_396_597, 2_743_909), (50, 1, 9_999_999),
        (89, 999_999_999, 0),
    ]

    @Test(arguments: parts)
    func `digits, groups and bytes are read back`(
        _ keyID: UInt8,
        _ locator: UInt32,
        _ tag: UInt32
    ) throws {
        let code = try #require(AuthenticityCode(keyID: keyID, locator: locator, tag: tag))
        #expect(code.digits.utf8.count == 20)
        #expect(code.grouped.split(separator: " ").map(\.count) == [4, 4, 4, 4, 4])
        #expect(try AuthenticityCode(parsing: code.digits) == code)
        #expect(try AuthenticityCode(parsing: code.grouped) == code)
        #expect(code.bytes.count == AuthenticityCode.byteCount)
        #expect(AuthenticityCode(bytes: code.bytes) == code)
    }

    @Test func `parts out of range make no code`() {
        #expect(AuthenticityCode(keyID: 9, locator: 0, tag: 0) == nil)
        #expect(AuthenticityCode(keyID: 100, locator: 0, tag: 0) == nil)
        #expect(AuthenticityCode(keyID: 10, locator: 1_000_000_000, tag: 0) == nil)
        #expect(AuthenticityCode(keyID: 10, locator: 0, tag: 10_000_000) == nil)
    }

    @Test func `bytes that are not a code are rejected`() throws {
        let code = try #require(AuthenticityCode(keyID: 99, locator: 999_999_999, tag: 9_999_999))
        for damaged in Damage.flipped(code.bytes) {
            let other = AuthenticityCode(bytes: damaged)
            #expect(other == nil || other?.bytes == damaged)
        }
        for damaged in Damage.cut(code.bytes) { #expect(AuthenticityCode(bytes: damaged) == nil) }
        for damaged in Damage.extended(code.bytes) {
            #expect(AuthenticityCode(bytes: damaged) == nil)
        }
        #expect(AuthenticityCode(bytes: [UInt8](repeating: 0xff, count: 9)) == nil)
        #expect(AuthenticityCode(bytes: [UInt8](repeating: 0, count: 9)) == nil)
        #expect(AuthenticityCode(bytes: [99] + [UInt8](repeating: 0xff, count: 8)) == nil)
    }
}
