import VerifyCore

/// How the OpenAPI document describes institutions.
enum InstitutionDescription {
    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/institutions",
            method: "get",
            id: "listInstitutions",
            tag: "institutions",
            summary: "The institutions, by code.",
            parameters: OpenAPI.paging,
            answers: [
                .json(
                    200,
                    "A page of them.",
                    OpenAPI.list(of: "Institution"),
                    headers: [
                        .init(
                            "Link",
                            ["description": "rel=\"next\".", "schema": ["type": "string"]]
                        )
                    ]
                )
            ]
        ),
        .init(
            path: "/api/v1/institutions/{code}",
            method: "get",
            id: "showInstitution",
            tag: "institutions",
            summary: "An institution.",
            parameters: [code],
            answers: [.json(200, "The institution.", OpenAPI.reference("Institution"))],
            problems: [404]
        ),
        .init(
            path: "/api/v1/institutions/{code}/window",
            method: "put",
            id: "setWindow",
            tag: "institutions",
            summary: "Until when an institution may issue.",
            scopes: ["admin"],
            parameters: [code],
            body: OpenAPI.body(
                OpenAPI.object(
                    required: ["issues_until"],
                    ["issues_until": ["type": ["string", "null"], "format": "date-time"]]
                )
            ),
            answers: [.json(200, "The institution.", OpenAPI.reference("Institution"))],
            problems: [404, 415, 422, 507]
        ),
    ]

    private static let code = OpenAPI.path("code", "The institution's code.", OpenAPI.text(""))

    static let schemas: [JSON.Member] = [
        .init(
            "Institution",
            OpenAPI.object(
                required: ["code", "name_fa", "name_en", "kind", "city", "issues_until"],
                [
                    "code": OpenAPI.text(""), "name_fa": OpenAPI.text(""),
                    "name_en": OpenAPI.text(""), "kind": OpenAPI.text(""), "city": OpenAPI.text(""),
                    "issues_until": ["type": ["string", "null"], "format": "date-time"],
                ]
            )
        )
    ]
}
