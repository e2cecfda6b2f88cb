import Persian
import Testing

@testable import VerifyCore

struct RowMACTests {
    @Test func `rows have the MACs of the vectors`() throws {
        for vector in try FormatVectors("record").cases("rows") {
            let key = CodeKey(
                id: try vector.integer("key_id"),
                locatorKey: [],
                tagKey: try vector.bytes("tag_key")
            )
            let code: UInt64 = try vector.integer("status")
            let since: Int64 = try vector.integer("since")
            let status = try #require(
                DegreeStatus(
                    code: code,
                    since: code == 0 ? nil : Timestamp(secondsSinceEpoch: since),
                    reason: RevocationReason(code: try vector.integer("reason"))
                )
            )
            let record = try vector.bytes("record")
            let token = try vector.bytes("token")
            let mac = key.rowMAC(
                locator: try vector.integer("locator"),
                recordDigest: SHA256.digest(of: record.span),
                status: status,
                token: token.span
            )
            #expect(try mac.bytes == vector.bytes("row_mac"))
        }
    }

    @Test func `the MAC covers each part of an answer`() throws {
        let key = CodeKeyTests.key
        let moment = Timestamp(secondsSinceEpoch: 1_795_260_711)
        let later = Timestamp(secondsSinceEpoch: 1_795_260_712)
        let digest = SHA256.digest(of: [1].span)
        let other = SHA256.digest(of: [2].span)
        let statuses: [DegreeStatus] = [
            .active, .superseded(since: moment), .suspended(since: moment),
            .suspended(since: later),
            .revoked(.error, since: moment), .revoked(.misconduct, since: moment),
            .revoked(.court, since: moment), .revoked(.court, since: later),
        ]
        let tokens: [[UInt8]] = [[], [0], [0, 0], [1]]
        var macs: Set<[UInt8]> = []
        var count = 0
        for locator: UInt32 in [7, 8] {
            for digest in [digest, other] {
                for status in statuses {
                    for token in tokens {
                        count += 1
                        let mac = key.rowMAC(
                            locator: locator,
                            recordDigest: digest,
                            status: status,
                            token: token.span
                        )
                        macs.insert(mac.bytes)
                    }
                }
            }
        }
        #expect(macs.count == count)
    }
}
