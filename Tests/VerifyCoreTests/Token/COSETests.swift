import Testing

@testable import VerifyCore

struct COSETests {
    @Test func `the working group's examples are verified or rejected`() throws {
        for example in try FormatVectors("encoding/cose-wg-sign1").cases() {
            let bytes = try example.bytes("bytes")
            let jwk = try #require(example.json["jwk"])
            let key = try? TokenPublicKey(jwk: jwk)
            let message = try? COSESign1(decoding: bytes.span)
            let externalAAD = try example.bytes("external_aad")
            let isSigned =
                key.flatMap { message?.isSigned(by: $0, externalAAD: externalAAD) } ?? false
            #expect(isSigned == example.json["valid"]?.bool, "\(example.testDescription)")
            if isSigned {
                #expect(message?.payload == Array("This is the content.".utf8))
                #expect(key.flatMap { message?.isSigned(by: $0, externalAAD: [1]) } == false)
            }
        }
    }

    static let refused: [(String, String, CBOR.DecodingError)] = [
        ("no tag", "8443a10127a04040", .unexpectedItem),
        ("another tag", "d86243a10127", .unexpectedItem),
        ("three items", "d28343a10127a040", .unexpectedItem),
        ("an empty protected header", "d28440a04040", .truncated),
        ("a protected header of no parameters", "d28441a0a04040", .unexpectedItem),
        ("a protected header that is an array", "d2844180a04040", .unexpectedItem),
        ("a protected header that is no byte string", "d284a10127a04040", .unexpectedItem),
        ("an algorithm that is not known", "d28443a10125a04040", .unexpectedItem),
        ("an algorithm that is text", "d28444a1016165a04040", .unexpectedItem),
        ("a key id that is text", "d28446a20127046131a04040", .unexpectedItem),
        ("a critical parameter", "d28446a20127028104a04040", .unexpectedItem),
        ("the algorithm in both headers", "d28443a10127a101274040", .duplicateKey),
        ("an unprotected header that is an array", "d28443a10127804040", .unexpectedItem),
        ("an unprotected header that is not sorted", "d28443a10127a2050004004040", .unsortedKeys),
        ("a protected header that is not minimal", "d28444a1180127a04040", .notMinimal),
        ("a detached payload", "d28443a10127a0f640", .unexpectedItem),
        ("a signature that is text", "d28443a10127a04060", .unexpectedItem),
        ("a byte too many", "d28443a10127a0404000", .trailingBytes),
        ("a byte too many in the header", "d28444a1012700a04040", .trailingBytes),
    ]

    @Test(arguments: refused)
    func `a message in another form is rejected`(
        _ name: String,
        _ hex: String,
        _ error: CBOR.DecodingError
    ) throws {
        let bytes = try Hex.decode(hex)
        #expect(throws: error, "\(name)") { try COSESign1(decoding: bytes.span) }
    }

    @Test func `an empty signature is not valid`() throws {
        let bytes = try Hex.decode("d28443a10127a04040")
        let message = try COSESign1(decoding: bytes.span)
        for key in try TokenPublicKeyTests.keys() { #expect(!message.isSigned(by: key)) }
    }
}
