import Persian
import Registry
import VerifyCore

/// How the OpenAPI document describes degrees and what happens to them.
enum DegreeDescription {
    private static let actors = ["institution", "admin"]
    private static let id = OpenAPI.path(
        "id",
        "The degree's identifier.",
        OpenAPI.text("", format: "uuid")
    )

    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/degrees",
            method: "post",
            id: "issueDegree",
            tag: "degrees",
            summary: "Issue a degree: a code and a signed token.",
            description: """
                The same document again answers 200 with the degree that there is. An institution \
                issues its own degrees, inside its access window.
                """,
            scopes: actors,
            parameters: [OpenAPI.idempotencyKey],
            body: OpenAPI.body(OpenAPI.reference("Graduate")),
            answers: [
                .json(200, "It had been issued before.", OpenAPI.reference("IssuedDegree")),
                .json(201, "Issued.", OpenAPI.reference("IssuedDegree"), headers: [location]),
            ],
            problems: [409, 415, 422, 507]
        ),
        .init(
            path: "/api/v1/degrees/{id}",
            method: "get",
            id: "showDegree",
            tag: "degrees",
            summary: "A degree with its record and its history.",
            scopes: actors,
            parameters: [id],
            answers: [.json(200, "The degree.", OpenAPI.reference("DegreeDetails"))],
            problems: [404, 409]
        ),
        .init(
            path: "/api/v1/degrees/lookup",
            method: "post",
            id: "lookUpDegree",
            tag: "degrees",
            summary: "The degree with a code, for whoever may change it.",
            scopes: actors,
            body: OpenAPI.body(
                OpenAPI.object(
                    required: ["code"],
                    ["code": OpenAPI.text("As it is printed or typed.")]
                )
            ),
            answers: [.json(200, "The degree.", OpenAPI.reference("DegreeDetails"))],
            problems: [404, 409, 415]
        ),
        change(
            "revocation",
            "revokeDegree",
            "Revoke a degree.",
            OpenAPI.object(
                required: ["reason"],
                [
                    "reason": OpenAPI.word(
                        RevocationReason.allCases.map(\.rawValue),
                        "The public class of the reason."
                    ),
                    "note": note,
                ]
            )
        ),
        change(
            "suspension",
            "suspendDegree",
            "Suspend a degree while it is reviewed.",
            OpenAPI.object(required: [], ["note": note])
        ),
        .init(
            path: "/api/v1/degrees/{id}/suspension",
            method: "delete",
            id: "resumeDegree",
            tag: "degrees",
            summary: "End the suspension of a degree.",
            description: "The body with a note is optional.",
            scopes: actors,
            parameters: [id],
            body: OpenAPI.body(OpenAPI.object(required: [], ["note": note]), required: false),
            answers: [.json(200, "The degree, in force again.", OpenAPI.reference("IssuedDegree"))],
            problems: [404, 409, 415, 422, 507]
        ),
        .init(
            path: "/api/v1/degrees/{id}/correction",
            method: "post",
            id: "correctDegree",
            tag: "degrees",
            summary: "Correct a degree: a new version with a code of its own.",
            description:
                "Only the fields that change are sent. The old code answers SUPERSEDED for ever.",
            scopes: actors,
            parameters: [id, OpenAPI.idempotencyKey],
            body: OpenAPI.body(OpenAPI.reference("Correction")),
            answers: [
                .json(200, "Nothing had to change.", OpenAPI.reference("IssuedDegree")),
                .json(
                    201,
                    "The new version.",
                    OpenAPI.reference("IssuedDegree"),
                    headers: [location]
                ),
            ],
            problems: [404, 409, 415, 422, 507]
        ),
    ]

    private static let location = JSON.Member(
        "Location",
        ["description": "The degree.", "schema": ["type": "string"]]
    )

    private static let note = OpenAPI.text(
        "For the record; never public.",
        max: DegreeEvent.noteLimit
    )

    private static func change(
        _ noun: String,
        _ name: String,
        _ summary: String,
        _ schema: JSON
    ) -> OpenAPI.Operation {
        .init(
            path: "/api/v1/degrees/{id}/\(noun)",
            method: "post",
            id: name,
            tag: "degrees",
            summary: summary,
            scopes: actors,
            parameters: [id, OpenAPI.idempotencyKey],
            body: OpenAPI.body(schema),
            answers: [.json(200, "The degree as it is now.", OpenAPI.reference("IssuedDegree"))],
            problems: [404, 409, 415, 422, 507]
        )
    }

    static let schemas: [JSON.Member] = [
        .init("Graduate", graduate(GraduateColumn.allCases.filter(\.isRequired))),
        .init("Correction", graduate([])),
        .init("IssuedDegree", issued),
        .init("DegreeDetails", details),
    ]

    /// The columns of an upload, as members.
    private static func graduate(_ required: [GraduateColumn]) -> JSON {
        let members = GraduateColumn.allCases.map { column in
            JSON.Member(
                column.rawValue,
                [
                    "type": required.contains(column)
                        ? ["string", "integer", "number"]
                        : ["string", "integer", "number", "null"],
                    "description": .string(column.title.en),
                ]
            )
        }
        return OpenAPI.object(required: required.map(\.rawValue), .object(members))
    }

    private static let state: [JSON.Member] = [
        .init("id", OpenAPI.text("", format: "uuid")),
        .init("code", OpenAPI.text("The authenticity code in five groups of four.")),
        .init("token", OpenAPI.text("The signed token in base32.")),
        .init("qr_text", OpenAPI.text("What the QR code holds.")),
        .init("status", OpenAPI.word(["active", "superseded", "revoked", "suspended"])),
        .init("reason", OpenAPI.word(RevocationReason.allCases.map(\.rawValue), "If revoked.")),
        .init("status_since", OpenAPI.instant),
        .init("issued_at", OpenAPI.instant),
    ]

    private static let required = ["id", "code", "token", "qr_text", "status", "issued_at"]

    private static let issued = OpenAPI.object(required: required, .object(state))

    private static let details = OpenAPI.object(
        required: required + ["record", "events"],
        .object(
            state + [
                .init("record", ["type": "object", "description": "The fields that were issued."]),
                .init(
                    "record_bytes",
                    OpenAPI.text(
                        "The record's CBOR in hexadecimal digits (docs/formats/record.md)."
                    )
                ),
                .init("record_sha256", OpenAPI.text("The SHA-256 of these bytes.")),
                .init(
                    "events",
                    [
                        "type": "array",
                        "items": OpenAPI.object(
                            required: ["at", "kind", "by"],
                            [
                                "at": OpenAPI.instant, "kind": OpenAPI.text(""),
                                "by": OpenAPI.text("Who acted."), "note": OpenAPI.text(""),
                            ]
                        ),
                    ]
                ),
                .init("viewings", viewings),
            ]
        )
    )

    private static let viewings: JSON = [
        "type": "array",
        "description":
            "Who saw more than everybody may, for the graduate; to the organisation only.",
        "items": OpenAPI.object(
            required: ["at", "organisation", "purpose", "consent_reference"],
            [
                "at": OpenAPI.instant,
                "organisation": [
                    "type": ["string", "null"], "description": "Null for a visitor.",
                ],
                "purpose": ["type": ["string", "null"]],
                "consent_reference": ["type": ["string", "null"]],
            ]
        ),
    ]
}
