package import VerifyCore

extension OpenAPI {
    /// The operations of an API and the schemas that they refer to.
    package struct Description: Sendable {
        /// The operations, in the order of the document.
        package let operations: [Operation]
        package let schemas: [JSON.Member]

        /// A description; the schemas of problems are added.
        package init(operations: [Operation], schemas: [JSON.Member]) {
            self.operations = operations
            self.schemas =
                schemas + [.init("Problem", problem), .init("FieldProblem", fieldProblem)]
        }

        /// What the service is and how all of its resources behave.
        package static let introduction = """
            The degree authenticity service. Codes travel in bodies, never in addresses. Errors \
            are problem documents (RFC 9457) in Persian or English by Accept-Language. A query \
            parameter that an operation does not describe is refused with 400. Programs are tried \
            with published codes, whose answers are marked "test": true.
            """
    }
}

/// The document.
extension OpenAPI.Description {
    /// Returns the whole document, for an API at the origin `server`.
    ///
    /// `contact`: The e-mail address for reports of vulnerabilities; nil for none.
    package func document(server: String, contact: String? = nil) -> JSON {
        var paths: [JSON.Member] = []
        for operation in operations {
            let entry = JSON.Member(operation.method, Self.json(operation))
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
            "info": Self.info(contact: contact),
            "servers": [["url": "\(server)"]],
            "tags": .array(
                [
                    "verification", "batches", "degrees", "uploads", "institutions", "keys",
                    "cases", "operator",
                ]
                .map { ["name": .string($0)] }
            ),
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas),
                "responses": .object(OpenAPI.problemResponses),
                "securitySchemes": [
                    "key": [
                        "type": "http", "scheme": "bearer",
                        "description": "An API key: sehat_…",
                    ],
                    "session": [
                        "type": "apiKey", "in": "cookie", "name": "__Host-sehat",
                        "description": "The session of a person who signed in on a page.",
                    ],
                    "formToken": [
                        "type": "apiKey", "in": "header", "name": "X-Form-Token",
                        "description": "The token of the session, from /api/v1/session.",
                    ],
                ],
            ],
        ]
    }

    private static func info(contact: String?) -> JSON {
        let info: JSON = [
            "title": "Sehat",
            "summary": "Authenticity of academic degrees",
            "description": .string(introduction),
            "version": "1",
        ]
        guard let contact else { return info }
        return info.with(
            .init(
                "contact",
                ["name": "Reports of vulnerabilities", "email": .string(contact)]
            )
        )
    }

    private static func json(_ operation: OpenAPI.Operation) -> JSON {
        var members: [JSON.Member] = [
            .init("operationId", .string(operation.id)),
            .init("tags", [.string(operation.tag)]),
            .init("summary", .string(operation.summary)),
        ]
        if !operation.description.isEmpty {
            members.append(.init("description", .string(operation.description)))
        }
        members.append(.init("security", security(operation)))
        let parameters = operation.parameters + [language]
        members.append(.init("parameters", .array(parameters.map(json))))
        if let body = operation.body { members.append(.init("requestBody", json(body))) }
        members.append(.init("responses", .object(responses(operation))))
        return .object(members)
    }

    private static func security(_ operation: OpenAPI.Operation) -> JSON {
        let (scopes, takesSession) = (operation.scopes, operation.takesSession)
        guard takesSession || !scopes.isEmpty else { return [[:], ["key": []]] }
        var ways: [JSON] = []
        if !scopes.isEmpty { ways.append(["key": .array(scopes.map(JSON.string))]) }
        if takesSession {
            ways.append(
                operation.method == "get" ? ["session": []] : ["session": [], "formToken": []]
            )
        }
        return .array(ways)
    }

    private static func responses(_ operation: OpenAPI.Operation) -> [JSON.Member] {
        var members = operation.answers.map { answer in
            var fields: [JSON.Member] = [.init("description", .string(answer.meaning))]
            fields.append(.init("headers", .object(answer.headers + OpenAPI.commonHeaders)))
            if let content = answer.content {
                fields.append(
                    .init("content", .object([.init(content.type, ["schema": content.schema])]))
                )
            }
            return JSON.Member(String(answer.status), .object(fields))
        }
        for status in operation.problemStatuses {
            members.append(
                .init(String(status), ["$ref": .string("#/components/responses/Problem\(status)")])
            )
        }
        return members
    }

    private static let language = OpenAPI.Parameter(
        "Accept-Language",
        in: .header,
        "The language of problems: fa (the default) or en.",
        ["type": "string"]
    )

    private static func json(_ parameter: OpenAPI.Parameter) -> JSON {
        [
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .bool(parameter.place == .path),
            "description": .string(parameter.meaning), "schema": parameter.schema,
        ]
    }

    private static func json(_ body: OpenAPI.Body) -> JSON {
        let content = body.content.map { type, schema in
            JSON.Member(type, schema.map { ["schema": $0] } ?? [:])
        }
        return ["required": .bool(body.isRequired), "content": .object(content)]
    }
}
