import Testing

@testable import Casework

/// Answers of gateways: damage leads to no reference that the gateway did not give, and to no end of the program.
@Suite struct GatewayAnswerTests {
    private static let pathKey =
        #"{"return":{"status":200,"message":"ok"},"entries":[{"messageid":8792343,"status":5}]}"#
    private static let bearer = #"{"id":"8792343"}"#

    private static func damaged(_ text: String) -> [[UInt8]] {
        let bytes = Array(text.utf8)
        let flipped = (0..<bytes.count * 8).map { bit in
            var bytes = bytes
            bytes[bit / 8] ^= 1 << (bit % 8)
            return bytes
        }
        return flipped + bytes.indices.map { Array(bytes[..<$0]) }
            + (UInt8.min...UInt8.max).map { bytes + [$0] }
    }

    @Test(arguments: [200, 204, 400, 404, 418, 500, 502, 0, -1])
    func `a damaged answer is sent, refused or unknown`(_ status: Int) {
        for body in Self.damaged(Self.pathKey) + [Array(Self.pathKey.utf8)] {
            switch PathKeyGateway.result(status: status, body: body) {
            case .sent(let reference):
                #expect(!reference.isEmpty && reference.allSatisfy(\.isNumber))
            case .refused(let refusal): #expect(refusal.cause.utf8.allSatisfy { 0x21...0x7E ~= $0 })
            case .unknown: break
            }
        }
        for body in Self.damaged(Self.bearer) + [Array(Self.bearer.utf8)] {
            switch BearerGateway.result(status: status, body: body) {
            case .sent: #expect((200...299).contains(status))
            case .refused(let refusal):
                #expect((400...499).contains(status) && refusal.cause == "http-\(status)")
            case .unknown: #expect(!(400...499).contains(status))
            }
        }
    }

    @Test func `an empty id is no reference of a message`() {
        let body = Array(#"{"id":"","status":"queued"}"#.utf8)
        #expect(BearerGateway.result(status: 200, body: body) == .unknown(.answer))
    }

    @Test func `only the whole answer of an accepted message is sent with its number`() {
        #expect(
            PathKeyGateway.result(status: 200, body: Array(Self.pathKey.utf8))
                == .sent(reference: "8792343")
        )
        for length in Self.pathKey.utf8.indices.map({
            Self.pathKey.utf8.distance(from: Self.pathKey.utf8.startIndex, to: $0)
        }) {
            let cut = Array(Self.pathKey.utf8.prefix(length))
            #expect(PathKeyGateway.result(status: 200, body: cut) == .unknown(.answer))
        }
    }
}
