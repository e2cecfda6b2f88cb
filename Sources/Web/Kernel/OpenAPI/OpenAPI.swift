package import VerifyCore

/// The values that an OpenAPI 3.1 document is made of; each resource describes itself with them.
///
/// The page for developers shows the same values. `scripts/schemathesis` checks the document against the
/// running server: a response that is not described is a mistake in the description.
package enum OpenAPI {
    /// One method at one path.
    package struct Operation: Sendable {
        package let path: String
        package let method: String
        package let id: String
        package let tag: String
        package let summary: String
        package let description: String
        /// Scopes of API keys that may call it; empty where any client may, with or without a key.
        package let scopes: [String]
        package let parameters: [Parameter]
        package let body: Body?
        package let answers: [Answer]
        /// Statuses of problems, in addition to those that every operation may have.
        package let problems: [Int]

        package init(
            path: String,
            method: String,
            id: String,
            tag: String,
            summary: String,
            description: String = "",
            scopes: [String] = [],
            parameters: [Parameter] = [],
            body: Body? = nil,
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

    /// A parameter in the path, the query or the header; one in the path is required.
    package struct Parameter: Sendable {
        package enum Place: String, Sendable {
            case path
            case query
            case header
        }

        package let name: String
        package let place: Place
        package let meaning: String
        package let schema: JSON

        package init(_ name: String, in place: Place, _ meaning: String, _ schema: JSON) {
            self.name = name
            self.place = place
            self.meaning = meaning
            self.schema = schema
        }
    }

    /// The body of a request.
    package struct Body: Sendable {
        /// The media types, each with its schema where it has one.
        package let content: [(type: String, schema: JSON?)]
        package var isRequired = true

        /// A JSON document.
        package static func json(_ schema: JSON, isRequired: Bool = true) -> Self {
            .init(content: [("application/json", schema)], isRequired: isRequired)
        }

        /// A file of one of some media types.
        package static func file(_ types: [String]) -> Self {
            .init(content: types.map { ($0, nil) })
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
}
