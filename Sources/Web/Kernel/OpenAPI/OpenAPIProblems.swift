import VerifyCore

/// Problems: their schemas and the responses that every operation may give.
extension OpenAPI {
    static let problem = object(
        required: ["type", "title", "status", "detail", "code", "request_id"],
        [
            "type": text("Names the kind of problem.", format: "uri"),
            "title": text("What kind of problem it is, in the caller's language."),
            "status": ["type": "integer", "minimum": 400, "maximum": 599],
            "detail": text("What happened and what to do about it."),
            "code": text("The machine-readable word for the kind."),
            "request_id": text("Names the request in our log."),
            "retry_after": ["type": "integer", "description": "Seconds to wait."],
            "errors": ["type": "array", "items": reference("FieldProblem")],
            "revision": [
                "type": "integer", "description": "The revision of the case now, at 409 and 412.",
            ],
            "conflict": object(
                required: ["action", "at", "step"],
                [
                    "action": text("What was done first."),
                    "capacity": text("The relation of the person who did it, if it is visible."),
                    "at": instant, "step": text("The step of the case now."),
                ]
            ),
        ]
    )

    static let fieldProblem = object(
        required: ["pointer", "code", "detail"],
        [
            "pointer": text("A JSON pointer into the body; empty where no member is meant."),
            "parameter": text("The parameter of the query that is meant."),
            "code": text("The machine-readable word."), "detail": text("The reason, for readers."),
        ]
    )

    private static let problemMeanings: [(Int, String)] = [
        (400, "The request is malformed."), (401, "An API key or a session is missing or wrong."),
        (403, "The client may not do that, or a page of another site sent the request."),
        (404, "The resource does not exist, or not for this key."),
        (405, "The address does not support this method."),
        (406, "The address has no acceptable format."),
        (408, "The request came too slowly."), (409, "The state of the resource forbids it."),
        (410, "The resource existed, and is not kept any more."),
        (412, "The resource has changed since the ETag of If-Match."),
        (413, "The body is too large."), (415, "The content type is not supported."),
        (422, "A value was not accepted."),
        (429, "Too many requests of the network or with the key."),
        (431, "The header fields are too large."), (500, "An error of the server."),
        (501, "The transfer coding of the body is not supported."),
        (503, "Temporarily unavailable."), (507, "No storage is left."),
    ]

    static let problemResponses: [JSON.Member] = problemMeanings.map { status, meaning in
        var headers = commonHeaders
        if status == 429 || status == 503 {
            headers.append(.init("Retry-After", ["schema": ["type": "integer"]]))
        }
        if status == 405 { headers.append(.init("Allow", ["schema": ["type": "string"]])) }
        return .init(
            "Problem\(status)",
            [
                "description": .string(meaning), "headers": .object(headers),
                "content": .object([
                    .init(Problem.mediaType, ["schema": reference("Problem")])
                ]),
            ]
        )
    }

    static let commonHeaders: [JSON.Member] = [
        .init(
            "X-Request-ID",
            ["description": "Names the request in our log.", "schema": ["type": "string"]]
        )
    ]

    /// Returns the meaning of a problem's status.
    static func meaning(ofProblem status: Int) -> String {
        problemMeanings.first { $0.0 == status }?.1 ?? ""
    }
}

extension OpenAPI.Operation {
    /// The statuses of every problem that the operation may respond with, in order.
    var problemStatuses: [Int] {
        var statuses: Set = [400, 401, 405, 406, 413, 429, 431, 500, 503]
        statuses.formUnion(problems)
        if !scopes.isEmpty || takesSession || method != "get" { statuses.insert(403) }
        if body != nil { statuses.formUnion([415, 501]) }
        return statuses.sorted()
    }

    /// Every status with its meaning, answers before problems.
    package var statuses: [(status: Int, meaning: String)] {
        answers.map { ($0.status, $0.meaning) }
            + problemStatuses.map { ($0, OpenAPI.meaning(ofProblem: $0)) }
    }
}
