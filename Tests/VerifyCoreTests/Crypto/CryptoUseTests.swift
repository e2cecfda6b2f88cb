import Testing
import VerifyCore

@Suite struct CryptoUseTests {
    let key = HMACKey([UInt8](repeating: 0x22, count: 32))

    @Test func `the forms of one mac agree`() {
        let message: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 17, 0, 0, 0, 9]
        let digest = key.digest(of: message.span)
        #expect(digest.bytes == key.authenticate(message))
        #expect(Digest(digest.bytes) == digest)
        #expect(Digest([1, 2, 3]) == nil)
    }

    @Test func `the windows of a digest are its bytes read big-endian`() throws {
        let digest = try #require(Digest((0..<32).map { UInt8($0) }))
        #expect(digest.windows.0 == 0x0001_0203_0405_0607)
        #expect(digest.windows.3 == 0x1819_1a1b_1c1d_1e1f)
        #expect(digest.withBytes { $0[31] } == 31)
    }

    @Test func `many tasks can use one key at the same time`() async {
        let key = key
        let wrong = await withTaskGroup(of: Int.self) { group in
            for task in 0..<32 {
                let message = [UInt8](repeating: UInt8(task), count: task * 7)
                let expected = (key.digest(of: message.span), SHA256.digest(of: message.span))
                group.addTask {
                    (0..<2_000).count { _ in
                        key.digest(of: message.span) != expected.0
                            || SHA256.digest(of: message.span) != expected.1
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    @Test func `the comparison finds each difference of one bit and of length`() {
        let one = Random.bytes(32)
        #expect(constantTimeEqual(one, one))
        #expect(constantTimeEqual([], []))
        #expect(!constantTimeEqual(one, Array(one.dropLast())))
        for bit in 0..<256 {
            var other = one
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(!constantTimeEqual(one, other))
            #expect(Digest(one) != Digest(other))
        }
    }

    @Test func `random bytes differ and have the requested length`() {
        #expect(Random.bytes(0).isEmpty)
        let draws = Set((0..<100).map { _ in Random.bytes(16) })
        #expect(draws.count == 100)
        #expect(draws.allSatisfy { $0.count == 16 })
    }

    @Test func `sealed bytes open only unchanged and with the same data`() throws {
        let key = Random.bytes(32)
        let nonce = Random.bytes(12)
        let sealed = try AESGCM.seal([1, 2, 3], key: key, nonce: nonce, authenticating: [9])
        func open(_ sealed: [UInt8], _ data: [UInt8]) throws -> [UInt8] {
            try AESGCM.open(sealed, key: key, nonce: nonce, authenticating: data)
        }
        #expect(try open(sealed, [9]) == [1, 2, 3])
        #expect(throws: CryptoError.notAuthentic) { try open(sealed, [8]) }
        #expect(throws: CryptoError.notAuthentic) { try open(sealed, []) }
        for count in 0..<sealed.count {
            #expect(throws: CryptoError.notAuthentic) { try open(Array(sealed[..<count]), [9]) }
        }
        for bit in 0..<sealed.count * 8 {
            var other = sealed
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: CryptoError.notAuthentic) { try open(other, [9]) }
        }
        #expect(throws: CryptoError.length(expected: 32, found: 16)) {
            try AESGCM.seal([], key: Random.bytes(16), nonce: nonce, authenticating: [])
        }
    }
}
