package import HTTPTypes
package import Hummingbird
import NIOCore
package import VerifyCore

extension Response {
    private static let jsonHeaders: HTTPFields = [.contentType: "application/json"]

    /// An answer of JSON.
    package init(status: HTTPResponse.Status = .ok, json: JSON, headers: HTTPFields = [:]) {
        self.init(status: status, json: json.encoded(), headers: headers)
    }

    /// An answer of JSON that is written already.
    package init(status: HTTPResponse.Status = .ok, json: [UInt8], headers: HTTPFields = [:]) {
        var fields = Self.jsonHeaders
        // Room for what the front door adds.
        fields.reserveCapacity(16)
        for field in headers { fields.append(field) }
        self.init(
            status: status,
            headers: fields,
            body: .init(byteBuffer: ByteBuffer(bytes: json))
        )
    }
}
