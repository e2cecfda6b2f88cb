import Persian
import Registry
import VerifyCore
import Web

/// The parts of the OpenAPI document that degrees and their changes share.
enum DegreeDescription {
    static let actors = ["institution", "admin"]
    static let id = OpenAPI.path(
        "id",
        "The degree's identifier.",
        OpenAPI.text("", format: "uuid")
    )

    static let location = JSON.Member(
        "Location",
        ["description": "The degree.", "schema": ["type": "string"]]
    )

    static let note = OpenAPI.text(
        "For the record; never public.",
        max: DegreeEvent.noteLimit
    )

    static func change(
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
            body: .json(schema),
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
                .init("record", record),
                .init(
                    "record_bytes",
                    OpenAPI.text("The record's CBOR in hexadecimal (docs/formats/record.md).")
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
                .init(
                    "viewings_next",
                    OpenAPI.text("`viewings_after` of the next page; absent on the last one.")
                ),
            ]
        )
    )

    private static let record: JSON = [
        "type": "object",
        "description": """
        The fields that were issued: the columns of an upload, the institution's names; of a degree that \
        a case decided `files` (SHA-256) and `decision` (CASE/SEQ); of a correction `supersedes`.
        """,
    ]

    private static let viewings: JSON = [
        "type": "array",
        "description":
            "Who opened fields that are not public, for the graduate; shown to the organisation only.",
        "items": OpenAPI.object(
            required: ["at", "organisation", "purpose", "consent_reference"],
            [
                "at": OpenAPI.instant,
                "organisation": [
                    "type": ["string", "null"], "description": "Its name; null for visitors.",
                ],
                "organisation_id": [
                    "type": ["string", "null"],
                    "description": "Its id; null for visitors and in lines of an earlier version.",
                ],
                "share": [
                    "type": ["string", "null"],
                    "description": "The id of the graduate's link that was used; null for others.",
                ],
                "purpose": ["type": ["string", "null"]],
                "consent_reference": ["type": ["string", "null"]],
                "views": [
                    "type": "integer",
                    "description": "1; for visitors, how many viewed it on the day.",
                ],
            ]
        ),
    ]
}
