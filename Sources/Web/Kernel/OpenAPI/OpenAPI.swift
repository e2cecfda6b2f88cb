package import VerifyCore

/// The words that an OpenAPI 3.1 document is made of; each resource describes itself with them.
///
/// The document is checked against the running server by schemathesis: an answer that is not here is
/// a mistake here.
package enum OpenAPI {
    /// One method at one path.
    package struct Operation: Sendable {
        package let path: String
        package let method: String
        package let id: String
        package let tag: String
        package let summary: String
        package var description = ""
        /// Scopes of API keys that may call it; empty for everybody, with or without a key.
        package var scopes: [String] = []
        package var parameters: [JSON] = []
        package var body: JSON?
        package var answers: [Answer] = []
        /// Problems by status, beside those that every operation may have.
        package var problems: [Int] = []

        package init(
            path: String,
            method: String,
            id: String,
            tag: String,
            summary: String,
            description: String = "",
            scopes: [String] = [],
            parameters: [JSON] = [],
            body: JSON? = nil,
            answers: [Answer] = [],
            problems: [Int] = []
        ) {
            self.path = path
            self.method = method
            self.id = id
            self.tag = tag
            self.summary = summary
            self.description = description
            self.scopes = scopes
            self.parameters = parameters
            self.body = body
            self.answers = answers
            self.problems = problems
        }
    }

    /// An answer that is not a problem.
    package struct Answer: Sendable {
        package let status: Int
        package let meaning: String
        /// Media type and schema; nil for an answer without a body.
        package var content: (type: String, schema: JSON)?
        package var headers: [JSON.Member] = []

        package init(
            status: Int,
            meaning: String,
            content: (type: String, schema: JSON)? = nil,
            headers: [JSON.Member] = []
        ) {
            self.status = status
            self.meaning = meaning
            self.content = content
            self.headers = headers
        }

        package static func json(
            _ status: Int = 200,
            _ meaning: String,
            _ schema: JSON,
            headers: [JSON.Member] = []
        ) -> Self {
            .init(
                status: status,
                meaning: meaning,
                content: ("application/json", schema),
                headers: headers
            )
        }
    }

    /// Operations and the schemas that they refer to.
    package struct Description: Sendable {
        package let operations: [Operation]
        package let schemas: [JSON.Member]

        /// A description; the schemas of problems are added.
        package init(operations: [Operation], schemas: [JSON.Member]) {
            self.operations = operations
            self.schemas =
                schemas + [.init("Problem", problem), .init("FieldProblem", fieldProblem)]
        }

        /// Returns the whole document.
        ///
        /// - Parameter server: The origin at which the API is served.
        package func document(server: String) -> JSON {
            OpenAPI.document(operations, schemas: schemas, server: server)
        }
    }

    private static func document(
        _ operations: [Operation],
        schemas: [JSON.Member],
        server: String
    ) -> JSON {
        var paths: [JSON.Member] = []
        for operation in operations {
            let entry = JSON.Member(operation.method, json(operation))
            if let index = paths.firstIndex(where: { $0.name == operation.path }) {
                paths[index] = .init(
                    operation.path,
                    .object((paths[index].value.members ?? []) + [entry])
                )
            } else {
                paths.append(.init(operation.path, .object([entry])))
            }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Sehat",
                "summary": "Authenticity of academic degrees",
                "description": """
                The degree authenticity service. Codes travel in bodies, never in addresses. Errors \
                are problem documents (RFC 9457) in Persian or English by Accept-Language.
                """,
                "version": "1",
            ],
            "servers": [["url": "\(server)"]],
            "tags": .array(
                [
                    "verification", "batches", "degrees", "uploads", "institutions", "keys",
                    "operator",
                ]
                .map { ["name": .string($0)] }
            ),
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas),
                "responses": .object(problemResponses),
                "securitySchemes": [
                    "key": [
                        "type": "http", "scheme": "bearer",
                        "description": "An API key: sehat_…",
                    ]
                ],
            ],
        ]
    }

    private static func json(_ operation: Operation) -> JSON {
        var members: [JSON.Member] = [
            .init("operationId", .string(operation.id)),
            .init("tags", [.string(operation.tag)]),
            .init("summary", .string(operation.summary)),
        ]
        if !operation.description.isEmpty {
            members.append(.init("description", .string(operation.description)))
        }
        members.append(.init("security", security(operation.scopes)))
        let parameters = operation.parameters + [language]
        members.append(.init("parameters", .array(parameters)))
        if let body = operation.body { members.append(.init("requestBody", body)) }
        members.append(.init("responses", .object(responses(operation))))
        return .object(members)
    }

    private static func security(_ scopes: [String]) -> JSON {
        scopes.isEmpty ? [[:], ["key": []]] : [["key": .array(scopes.map(JSON.string))]]
    }

    private static func responses(_ operation: Operation) -> [JSON.Member] {
        var members = operation.answers.map { answer in
            var fields: [JSON.Member] = [.init("description", .string(answer.meaning))]
            fields.append(.init("headers", .object(answer.headers + commonHeaders)))
            if let content = answer.content {
                fields.append(
                    .init("content", .object([.init(content.type, ["schema": content.schema])]))
                )
            }
            return JSON.Member(String(answer.status), .object(fields))
        }
        var statuses: Set = [400, 401, 405, 406, 413, 429, 431, 500, 503]
        statuses.formUnion(operation.problems)
        if !operation.scopes.isEmpty { statuses.insert(403) }
        for status in statuses.sorted() {
            members.append(
                .init(String(status), ["$ref": .string("#/components/responses/Problem\(status)")])
            )
        }
        return members
    }

    private static let commonHeaders: [JSON.Member] = [
        .init(
            "X-Request-ID",
            ["description": "Names the request in our log.", "schema": ["type": "string"]]
        )
    ]

    private static let language: JSON = [
        "name": "Accept-Language", "in": "header", "required": false,
        "description": "The language of problems: fa (the default) or en.",
        "schema": ["type": "string"],
    ]
}

/// Parameters and schemas that many resources share.
extension OpenAPI {
    package static func reference(_ schema: String) -> JSON {
        ["$ref": .string("#/components/schemas/\(schema)")]
    }

    package static func path(_ name: String, _ meaning: String, _ schema: JSON) -> JSON {
        [
            "name": .string(name), "in": "path", "required": true,
            "description": .string(meaning), "schema": schema,
        ]
    }

    package static let paging: [JSON] = [
        [
            "name": "limit", "in": "query", "required": false, "description": "Items a page.",
            "schema": ["type": "integer", "minimum": 1, "maximum": 100, "default": 50],
        ],
        [
            "name": "cursor", "in": "query", "required": false,
            "description": "From the link to the next page.",
            "schema": [
                "type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[A-Za-z0-9._-]+$",
            ],
        ],
    ]

    package static let idempotencyKey: JSON = [
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description": """
        Makes the request safe to repeat: the first run's status and body are kept for at least \
        24 hours; another body under the same key is 422, a run in flight 409.
        """,
        "schema": ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"],
    ]

    package static func body(_ schema: JSON, required: Bool = true) -> JSON {
        ["required": .bool(required), "content": ["application/json": ["schema": schema]]]
    }

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

    package static let problem = object(
        required: ["type", "title", "status", "detail", "code", "request_id"],
        [
            "type": text("Names the kind of problem.", format: "uri"),
            "title": text("What kind of problem it is, in the caller's language."),
            "status": ["type": "integer", "minimum": 400, "maximum": 599],
            "detail": text("What happened and what to do about it."),
            "code": text("The machine's word for the kind."),
            "request_id": text("Names the request in our log."),
            "retry_after": ["type": "integer", "description": "Seconds to wait."],
            "errors": ["type": "array", "items": reference("FieldProblem")],
        ]
    )

    package static let fieldProblem = object(
        required: ["pointer", "code", "detail"],
        [
            "pointer": text("A JSON pointer into the body; empty where no member is meant."),
            "parameter": text("The parameter of the query that is meant."),
            "code": text("The machine's word."), "detail": text("The reason for people."),
        ]
    )

    private static let meanings: [(Int, String)] = [
        (400, "The request is malformed."), (401, "An API key is needed, or is not right."),
        (403, "The key may not do that."), (404, "There is no such thing, or not for this key."),
        (405, "The address does not answer to this method."),
        (406, "The address has no format that is accepted."),
        (408, "The request came too slowly."), (409, "The state of the resource forbids it."),
        (413, "The body is too large."), (415, "The content type is not supported."),
        (422, "A value was not accepted."), (429, "Too many requests."),
        (431, "The header fields are too large."), (500, "A fault on our side."),
        (503, "Unavailable for the moment."), (507, "No storage is left."),
    ]

    private static let problemResponses: [JSON.Member] = meanings.map { status, meaning in
        var headers = commonHeaders
        if status == 429 || status == 503 {
            headers.append(.init("Retry-After", ["schema": ["type": "integer"]]))
        }
        if status == 405 { headers.append(.init("Allow", ["schema": ["type": "string"]])) }
        return .init(
            "Problem\(status)",
            [
                "description": .string(meaning), "headers": .object(headers),
                "content": ["application/problem+json": ["schema": reference("Problem")]],
            ]
        )
    }
}
