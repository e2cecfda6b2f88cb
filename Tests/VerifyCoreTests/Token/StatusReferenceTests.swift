import Testing

@testable import VerifyCore

struct StatusReferenceTests {
    @Test func `references agree with the vectors, which another program made`() throws {
        let vectors = try FormatVectors("status")
        for vector in try vectors.cases("positions") {
            let key = CodeKey(
                id: try vector.integer("key_id"),
                locatorKey: try vectors.whole.bytes("locator_key"),
                tagKey: []
            )
            let reference = key.statusReference(locator: try vector.integer("locator"))
            #expect(try reference.list == vector.integer("list"))
            #expect(try reference.index == vector.integer("index"))
        }
    }

    @Test func `different locators have different places`() {
        let locators = stride(from: UInt32(0), to: AuthenticityCode.locators, by: 50_021)
        let places = Set(locators.map(CodeKeyTests.key.statusReference))
        #expect(places.count == Array(locators).count)
        #expect(places.allSatisfy { (117_000...117_953).contains($0.list) && $0.index < 1 << 20 })
    }

    @Test func `a token fits with its own place or its former one, not with another code's`() throws
    {
        let key = CodeKeyTests.key
        let token = try TokenTests.token()
        let code = token.code
        func with(_ status: StatusReference?) -> DegreeToken {
            DegreeToken(
                code: code,
                issuedAt: token.issuedAt,
                degree: token.degree,
                status: status
            )
        }
        #expect(key.fits(token))
        #expect(key.fits(with(nil)))
        let former = StatusReference(formerOf: code)
        #expect(former == StatusReference(list: 17_913, index: 1_046_709))
        #expect(key.fits(with(former)))
        #expect(!key.fits(with(StatusReference(list: 17_913, index: 1_046_708))))
        #expect(!key.fits(with(key.statusReference(locator: code.locator + 1))))
    }
}
