import VerifyCore

/// How the OpenAPI document describes the public keys and the operator's addresses.
enum KeyDescription {
    static let operations: [OpenAPI.Operation] = [
        keys("/api/v1/keys", "listKeys"), keys("/.well-known/sehat-keys.json", "wellKnownKeys"),
        .init(
            path: "/api/openapi.json",
            method: "get",
            id: "openapi",
            tag: "operator",
            summary: "This document.",
            answers: [.json(200, "OpenAPI 3.1.", ["type": "object"])]
        ),
        .init(
            path: "/healthz",
            method: "get",
            id: "health",
            tag: "operator",
            summary: "Does the process live?",
            answers: [.json(200, "It does.", status)]
        ),
        .init(
            path: "/readyz",
            method: "get",
            id: "readiness",
            tag: "operator",
            summary: "Should requests be sent here? 503 from SIGTERM on.",
            answers: [.json(200, "They should.", status)]
        ),
    ]

    private static let status = OpenAPI.object(required: ["status"], ["status": OpenAPI.text("")])

    private static func keys(_ path: String, _ id: String) -> OpenAPI.Operation {
        .init(
            path: path,
            method: "get",
            id: id,
            tag: "keys",
            summary: "The public keys that tokens are verified with, as JWK and as COSE.",
            parameters: [
                [
                    "name": "If-None-Match", "in": "header", "required": false,
                    "description": "The ETag of a copy that the caller has.",
                    "schema": ["type": "string"],
                ]
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
                    meaning: "The caller's copy is still right.",
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
                        "type": "array", "description": "Keys that are not to be believed.",
                        "items": OpenAPI.object(
                            required: ["kid", "since"],
                            ["kid": OpenAPI.text(""), "since": OpenAPI.instant]
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
