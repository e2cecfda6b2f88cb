package import VerifyCore

/// Parameters and schemas that many resources share.
extension OpenAPI {
    package static func reference(_ schema: String) -> JSON {
        ["$ref": .string("#/components/schemas/\(schema)")]
    }

    package static func path(_ name: String, _ meaning: String, _ schema: JSON) -> Parameter {
        Parameter(name, in: .path, meaning, schema)
    }

    /// The query parameters of a list that is read in pages.
    package static let paging: [Parameter] = [
        Parameter(
            "limit",
            in: .query,
            "Items a page.",
            ["type": "integer", "minimum": 1, "maximum": 100, "default": 50]
        ),
        Parameter(
            "cursor",
            in: .query,
            "From the link to the next page.",
            ["type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[A-Za-z0-9._-]+$"]
        ),
    ]

    /// The header field that makes a request safe to repeat.
    package static let idempotencyKey = Parameter(
        "Idempotency-Key",
        in: .header,
        """
        Makes the request safe to repeat: the first run's status and body are kept for at least \
        24 hours; another body under the same key is 422, a run in flight 409.
        """,
        ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"]
    )

    package static func list(of schema: String) -> JSON {
        [
            "type": "object", "required": ["items", "next_cursor"], "additionalProperties": false,
            "properties": [
                "items": ["type": "array", "items": reference(schema), "maxItems": 100],
                "next_cursor": ["type": ["string", "null"]],
            ],
        ]
    }

    package static func text(_ meaning: String, max: Int? = nil, format: String? = nil) -> JSON {
        var members: [JSON.Member] = [.init("type", "string")]
        if let max { members.append(.init("maxLength", .integer(Int64(max)))) }
        if let format { members.append(.init("format", .string(format))) }
        if !meaning.isEmpty { members.append(.init("description", .string(meaning))) }
        return .object(members)
    }

    package static func word(_ words: [String], _ meaning: String = "") -> JSON {
        ["type": "string", "enum": .array(words.map(JSON.string)), "description": .string(meaning)]
    }

    package static func object(required: [String], _ properties: JSON) -> JSON {
        [
            "type": "object", "required": .array(required.map(JSON.string)),
            "additionalProperties": false, "properties": properties,
        ]
    }

    package static let instant = text("RFC 3339, UTC.", format: "date-time")
    package static let day = text("YYYY-MM-DD, Gregorian.", format: "date")

    package static let wording = object(required: ["fa", "en"], ["fa": text(""), "en": text("")])
}
