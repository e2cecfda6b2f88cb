import Registry
import VerifyCore
import Web

/// The parts of the OpenAPI document that uploads and batches share.
enum BulkJobDescription {
    static func accepted(_ schema: String) -> OpenAPI.Answer {
        .json(
            202,
            "Received; the progress is at Location.",
            OpenAPI.reference(schema),
            headers: [
                .init("Location", ["description": "The resource.", "schema": ["type": "string"]])
            ]
        )
    }

    static let id = OpenAPI.path("id", "As in Location.", OpenAPI.text(""))

    static func show(
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

    static func file(
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

    static let ignored: JSON = [
        "type": "array", "items": ["type": "string"],
        "description": "Titles that name no column; their cells were not read.",
    ]

    static let fileProblem = OpenAPI.object(
        required: ["code", "message"],
        [
            "code": OpenAPI.word(BulkJobProblem.Code.allCases.map(\.rawValue)),
            "message": OpenAPI.reference("Wording"),
        ]
    )

    static func counts(_ words: [String]) -> JSON {
        OpenAPI.object(
            required: words,
            .object(words.map { .init($0, ["type": "integer", "minimum": 0]) })
        )
    }

    static let number: JSON = ["type": "integer", "minimum": 0]

    static let progress: [JSON.Member] = [
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

    static func resource(_ more: [JSON.Member]) -> JSON {
        let members = progress + more
        return OpenAPI.object(required: members.map(\.name), .object(members))
    }
}
