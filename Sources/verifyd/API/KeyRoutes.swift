import HTTPTypes
import Hummingbird
import VerifyCore
import Web

/// The public keys for offline verification of tokens, as JWK and as COSE (docs/formats/key-set.md).
struct KeyRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.get("/api/v1/keys", use: keys)
        router.get("/.well-known/sehat-keys.json", use: keys)
    }

    @Sendable
    private func keys(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let bytes = app.domain.keyring.current.publicKeySet()
        let tag = EntityTag(of: bytes)
        var headers: HTTPFields = [
            .eTag: tag.description,
            .cacheControl: "public, max-age=300",
            .contentType: "application/json",
        ]
        headers.allowEveryOrigin()
        if request.hasCopy(of: tag) { return .notModified(headers) }
        return Response(
            status: .ok,
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

/// How the OpenAPI document describes them.
extension KeyRoutes {
    static let operations: [OpenAPI.Operation] = [
        keys("/api/v1/keys", "listKeys"), keys("/.well-known/sehat-keys.json", "wellKnownKeys"),
    ]

    private static func keys(_ path: String, _ id: String) -> OpenAPI.Operation {
        .init(
            path: path,
            method: "get",
            id: id,
            tag: "keys",
            summary: "The public keys that verify tokens, as JWK and as COSE.",
            parameters: [
                .init(
                    "If-None-Match",
                    in: .header,
                    "The ETag of the client's copy.",
                    ["type": "string"]
                )
            ],
            answers: [
                .json(
                    200,
                    "The keys.",
                    OpenAPI.reference("KeySet"),
                    headers: [.init("ETag", ["schema": ["type": "string"]])]
                ),
                .init(
                    status: 304,
                    meaning: "The client's copy is current.",
                    headers: [.init("ETag", ["schema": ["type": "string"]])]
                ),
            ]
        )
    }

    static let schemas: [JSON.Member] = [
        .init(
            "KeySet",
            OpenAPI.object(
                required: ["issuer", "keys", "cose_key_set", "compromised"],
                [
                    "issuer": OpenAPI.text("The `iss` of tokens."),
                    "keys": ["type": "array", "items": OpenAPI.reference("Key")],
                    "cose_key_set": OpenAPI.text("The same keys as a COSE_KeySet, in base64url."),
                    "compromised": [
                        "type": "array",
                        "description":
                            "Keys that verify nothing, even where `keys` still has one of them.",
                        "items": OpenAPI.object(
                            required: ["kid", "since"],
                            [
                                "kid": OpenAPI.text("As in `keys`."),
                                "since": OpenAPI.instant,
                            ]
                        ),
                    ],
                ]
            )
        ),
        .init(
            "Key",
            [
                "type": "object", "required": ["kid", "kty", "crv", "alg", "use", "x"],
                "description": "A JSON Web Key (RFC 7517, RFC 8037).",
                "properties": [
                    "kid": OpenAPI.text(
                        "The first four bytes of the key's SHA-256, in hexadecimal."
                    )
                ],
            ]
        ),
    ]
}
