import Casework
import VerifyCore
import Web

/// The parts of the OpenAPI document that the resources of cases share.
enum CaseDescription {
    /// The permissions of keys that may read cases (`api-keys create --cases`, `--files`).
    static let keys = ["cases", "files"]

    static let id = OpenAPI.path("id", "The id of the case.", ["type": "string"])

    static let moveID = OpenAPI.Parameter(
        "Idempotency-Key",
        in: .header,
        """
        Required. The id of the move in the name of the person: the same key with the same inputs is \
        answered with the first result, with other inputs 422.
        """,
        ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"]
    )

    static let paging: [OpenAPI.Parameter] = [
        .init(
            "limit",
            in: .query,
            "Items a page.",
            [
                "type": "integer", "minimum": 1, "maximum": .integer(Int64(Cases.listed)),
                "default": 50,
            ]
        ),
        OpenAPI.paging[1],
    ]

    static let form: JSON = [
        "type": "object",
        "description": """
        The answers by the names of the fields: text, numbers, true for a declaration; an array of \
        {"document", "name"} for files; an array of objects for a group.
        """,
    ]

    static func optionalInstant(_ meaning: String) -> JSON {
        ["type": ["string", "null"], "format": "date-time", "description": .string(meaning)]
    }

    private static let optionalText: JSON = ["type": ["string", "null"]]

    static let list: JSON = [
        "type": "object", "required": ["items", "next_cursor"], "additionalProperties": false,
        "properties": [
            "items": ["type": "array", "items": OpenAPI.reference("CaseItem"), "maxItems": 500],
            "next_cursor": ["type": ["string", "null"]],
        ],
    ]

    static let move = OpenAPI.object(
        required: ["action"],
        [
            "action": OpenAPI.text("The action of the step."),
            "revision": ["type": "integer", "minimum": 1],
            "note": OpenAPI.text("A text."), "reason": OpenAPI.text("A reason of the list."),
            "form": form,
            "returned": [
                "type": "array",
                "items": OpenAPI.object(
                    required: ["field", "reason"],
                    [
                        "field": OpenAPI.text("A JSON pointer into the form."),
                        "ordinal": ["type": "integer", "minimum": 0],
                        "reason": OpenAPI.text(""), "note": OpenAPI.text(""),
                    ]
                ),
            ],
            "decisions": [
                "type": "array",
                "items": OpenAPI.object(
                    required: ["field", "accepted"],
                    [
                        "field": OpenAPI.text("A JSON pointer into the form."),
                        "ordinal": ["type": "integer", "minimum": 0],
                        "accepted": ["type": "boolean"], "reason": OpenAPI.text(""),
                    ]
                ),
            ],
            "documents": [
                "type": "array",
                "items": OpenAPI.object(
                    required: ["document"],
                    ["document": OpenAPI.text(""), "name": OpenAPI.text("")]
                ),
            ],
            "amount": ["type": "integer", "minimum": 1],
            "reference": OpenAPI.text("A reference from outside."),
            "choices": OpenAPI.object(
                required: ["sources"],
                ["seen": optionalText, "sources": ["type": "object"]]
            ),
            "errand": OpenAPI.text("The errand that is answered."),
        ]
    )

    static let schemas: [JSON.Member] = [
        .init("CaseItem", item), .init("Case", details), .init("MoveReceipt", receipt),
    ]

    private static let shared: [JSON.Member] = [
        .init("id", OpenAPI.text("")), .init("tracking", OpenAPI.text("Ten digits.")),
        .init("service", OpenAPI.text("")), .init("version", ["type": "integer"]),
        .init("step", OpenAPI.text("")),
        .init("waiting", OpenAPI.text("The party; none once it is closed.")),
        .init("organisation", optionalText), .init("since", OpenAPI.instant),
        .init("due_at", optionalInstant("Until when; null once it is closed.")),
        .init("provisional", ["type": "boolean"]), .init("opened_at", OpenAPI.instant),
        .init("outcome", optionalText), .init("closed_at", optionalInstant("When it ended.")),
        .init("revision", ["type": "integer", "minimum": 1]),
    ]

    private static let item = object(shared + [.init("role", optionalText)])

    private static let details = object(
        shared + [
            .init("capacities", ["type": "array", "items": ["type": "string"]]),
            .init("answers", ["type": "object"]), .init("files", objects(file)),
            .init("returned", objects(["field", "ordinal", "reason", "note"])),
            .init("events", objects(event)),
            .init("actions", objects(["action", "title", "problems"])),
        ]
    )

    private static let file = [
        "document", "field", "ordinal", "name", "sha256", "bytes", "kind", "decision", "reason",
    ]

    private static let event = [
        "seq", "action", "from_step", "to_step", "capacity", "at", "reason", "note",
        "proposal",
    ]

    private static let receipt = OpenAPI.object(
        required: ["id", "tracking", "seq", "step", "refused"],
        [
            "id": OpenAPI.text(""), "tracking": OpenAPI.text(""),
            "seq": ["type": "integer", "minimum": 1], "step": OpenAPI.text("The step now."),
            "refused": optionalText,
        ]
    )

    private static func object(_ members: [JSON.Member]) -> JSON {
        OpenAPI.object(required: members.map(\.name), .object(members))
    }

    /// Objects with these members, whose types the page for developers does not need.
    private static func objects(_ names: [String]) -> JSON {
        [
            "type": "array",
            "items": [
                "type": "object", "required": .array(names.map(JSON.string)),
                "additionalProperties": false,
                "properties": .object(names.map { JSON.Member($0, [:]) }),
            ],
        ]
    }
}
