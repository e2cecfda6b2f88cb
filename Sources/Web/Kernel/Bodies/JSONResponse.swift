package import HTTPTypes
package import Hummingbird
import NIOCore
package import VerifyCore

extension Response {
    private static let jsonHeaders: HTTPFields = [.contentType: "application/json"]

    /// A response of JSON.
    package init(status: HTTPResponse.Status = .ok, json: JSON, headers: HTTPFields = [:]) {
        self.init(status: status, json: json.encoded(), headers: headers)
    }

    /// A response of JSON that is encoded already.
    package init(status: HTTPResponse.Status = .ok, json: [UInt8], headers: HTTPFields = [:]) {
        var fields = Self.jsonHeaders
        // For the fields that `RootResponder` adds.
        fields.reserveCapacity(16)
        for field in headers { fields.append(field) }
        self.init(
            status: status,
            headers: fields,
            body: .init(byteBuffer: ByteBuffer(bytes: json))
        )
    }
}
