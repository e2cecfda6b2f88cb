import Registry
import VerifyCore

/// How the OpenAPI document describes uploads of graduates and batches of codes.
enum UploadDescription {
    static let operations: [OpenAPI.Operation] =
        uploads(at: "/api/v1/uploads", suffix: "")
        + uploads(at: "/api/v1/transcripts", suffix: "Transcript")
        + batches

    private static func uploads(at path: String, suffix: String) -> [OpenAPI.Operation] {
        let actors = ["institution", "admin"]
        let alias = suffix.isEmpty ? "" : " The same as /api/v1/uploads."
        return [
            .init(
                path: path,
                method: "post",
                id: "upload\(suffix)Graduates",
                tag: "uploads",
                summary: "Upload graduates as CSV or NDJSON.",
                description: """
                    The columns are those of a degree; Persian titles and words are understood. CSV \
                    may be UTF-8, UTF-16 or Windows-1256, with comma, semicolon or tab.\(alias)
                    """,
                scopes: actors,
                parameters: [
                    [
                        "name": "issue", "in": "query", "required": false,
                        "description":
                            "Whether good records are issued as well, inside the window.",
                        "schema": ["type": "boolean", "default": false],
                    ],
                    [
                        "name": "dry_run", "in": "query", "required": false,
                        "description": "Whether nothing is kept but the results.",
                        "schema": ["type": "boolean", "default": false],
                    ],
                    OpenAPI.idempotencyKey,
                ],
                body: rows(["text/csv", "application/x-ndjson"]),
                answers: [accepted("Upload")],
                problems: [409, 415, 422, 507]
            ),
            show("\(path)/{id}", "show\(suffix)Upload", "uploads", "Upload", actors),
            file(
                "\(path)/{id}/results.csv",
                "\(suffix)uploadResults",
                "uploads",
                "every record",
                actors
            ),
            file(
                "\(path)/{id}/errors.csv",
                "\(suffix)uploadErrors",
                "uploads",
                "refused records",
                actors
            ),
        ]
    }

    private static let batches: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/batches",
            method: "post",
            id: "checkBatch",
            tag: "batches",
            summary: "Check many codes: CSV in, progress, CSV out.",
            description: """
                With a purpose and the reference of the graduates' consent, results have the fields \
                that a matching datum opens; without, those that the code alone opens. Consent is taken \
                from keys of the scopes verifier and admin. Without a key: 200 codes, in a body of an \
                ordinary request's size.
                """,
            parameters: [
                query("purpose", "Why the codes are checked."),
                query("consent_reference", "Where the graduates' consent is kept."),
                OpenAPI.idempotencyKey,
            ],
            body: rows(["text/csv"]),
            answers: [accepted("Batch")],
            problems: [403, 409, 415, 422, 507]
        ),
        show("/api/v1/batches/{id}", "showBatch", "batches", "Batch", []),
        file(
            "/api/v1/batches/{id}/results.csv",
            "batchResults",
            "batches",
            "every code",
            []
        ),
        file(
            "/api/v1/batches/{id}/errors.csv",
            "batchErrors",
            "batches",
            "codes that are not in force",
            []
        ),
    ]

    private static func query(_ name: String, _ meaning: String) -> JSON {
        [
            "name": .string(name), "in": "query", "required": false,
            "description": .string(meaning),
            "schema": ["type": "string", "minLength": 1, "maxLength": 200],
        ]
    }

    private static func rows(_ types: [String]) -> JSON {
        [
            "required": true,
            "content": .object(types.map { .init($0, [:]) }),
        ]
    }

    private static func accepted(_ schema: String) -> OpenAPI.Answer {
        .json(
            202,
            "Received; the work goes on at Location.",
            OpenAPI.reference(schema),
            headers: [
                .init("Location", ["description": "The resource.", "schema": ["type": "string"]])
            ]
        )
    }

    private static let id = OpenAPI.path("id", "As in Location.", OpenAPI.text(""))

    private static func show(
        _ path: String,
        _ name: String,
        _ tag: String,
        _ schema: String,
        _ scopes: [String]
    ) -> OpenAPI.Operation {
        .init(
            path: path,
            method: "get",
            id: name,
            tag: tag,
            summary: "Its state and progress.",
            scopes: scopes,
            parameters: [id],
            answers: [.json(200, "State and progress.", OpenAPI.reference(schema))],
            problems: [404]
        )
    }

    private static func file(
        _ path: String,
        _ name: String,
        _ tag: String,
        _ what: String,
        _ scopes: [String]
    ) -> OpenAPI.Operation {
        .init(
            path: path,
            method: "get",
            id: name,
            tag: tag,
            summary: "A CSV file with \(what), as far as the work has come.",
            scopes: scopes,
            parameters: [id],
            answers: [
                .init(
                    status: 200,
                    meaning: "UTF-8 with a byte order mark; codes in groups.",
                    content: ("text/csv", ["type": "string"])
                )
            ],
            problems: [404]
        )
    }

    static let schemas: [JSON.Member] = [
        .init("Upload", upload), .init("Batch", batch), .init("FileProblem", problem),
    ]

    private static let problem = OpenAPI.object(
        required: ["code", "message"],
        [
            "code": OpenAPI.word(BulkJobProblem.Code.allCases.map(\.rawValue)),
            "message": OpenAPI.reference("Wording"),
        ]
    )

    private static func counts(_ words: [String]) -> JSON {
        OpenAPI.object(
            required: words,
            .object(words.map { .init($0, ["type": "integer", "minimum": 0]) })
        )
    }

    private static let number: JSON = ["type": "integer", "minimum": 0]

    private static let progress: [JSON.Member] = [
        .init("id", OpenAPI.text("", format: "uuid")),
        .init("state", OpenAPI.word(BulkJobState.allCases.map(\.rawValue))),
        .init("bytes", number),
        .init(
            "total",
            ["type": ["integer", "null"], "description": "Null until they were counted."]
        ),
        .init("records", ["type": "integer", "description": "Those that have results."]),
        .init("problem", ["oneOf": [OpenAPI.reference("FileProblem"), ["type": "null"]]]),
        .init("created_at", OpenAPI.instant),
        .init("finished_at", ["type": ["string", "null"], "format": "date-time"]),
    ]

    private static let upload = resource([
        .init(
            "institution",
            ["type": ["string", "null"], "description": "Null for the organisation."]
        ),
        .init("issue", ["type": "boolean"]),
        .init("dry_run", ["type": "boolean"]),
        .init("format", ["type": ["string", "null"]]),
        .init("encoding", ["type": ["string", "null"]]),
        .init("counts", counts(RowOutcome.allCases.map(\.rawValue))),
        .init("issued", ["type": "integer", "description": "Degrees that this upload made."]),
        .init("ignored_columns", ["type": "array", "items": ["type": "string"]]),
    ])

    private static let batch = resource([
        .init(
            "purpose",
            ["type": ["string", "null"], "description": "Null without the graduates' consent."]
        ),
        .init(
            "counts",
            ["type": "object", "description": "Codes by verdict.", "additionalProperties": number]
        ),
        .init("unreadable", ["type": "integer", "description": "Lines that could not be read."]),
    ])

    private static func resource(_ more: [JSON.Member]) -> JSON {
        let members = progress + more
        return OpenAPI.object(required: members.map(\.name), .object(members))
    }
}
