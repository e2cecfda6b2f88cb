import HTTPTypes
import Hummingbird
import VerifyCore

/// The public keys that tokens are verified with offline (design §8): as JWK and as COSE.
struct KeyRoutes: Sendable {
    let house: House

    func add(to router: Router<AppRequestContext>) {
        router.get("/api/v1/keys", use: keys)
        router.get("/.well-known/sehat-keys.json", use: keys)
    }

    @Sendable
    private func keys(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let bytes = house.keyring.current.publicKeySet()
        let tag = "\"\(Hex.encode(Array(SHA256.hash(bytes).prefix(12))))\""
        let headers: HTTPFields = [
            .eTag: tag,
            .cacheControl: "public, max-age=300",
            .contentType: "application/json",
        ]
        if request.headers[.ifNoneMatch].map({ Self.matches($0, tag) }) == true {
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .ok,
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// Weak comparison of a list of entity tags (RFC 9110 §13.1.2).
    private static func matches(_ field: String, _ tag: String) -> Bool {
        field.split(separator: ",").contains { entry in
            let entry = entry.trimmingPrefix(" ")
            return entry == "*" || entry == tag || entry == "W/\(tag)"
        }
    }
}
