package import VerifyCore

/// The values that an OpenAPI 3.1 document is made of; each resource describes itself with them.
///
/// The page for developers shows the same values. `scripts/schemathesis` checks the document against the
/// running server: a response that is not described is a mistake in the description.
package enum OpenAPI {
    /// One method at one path.
    package struct Operation: Sendable {
        /// The path, with the names of its parameters in braces.
        package let path: String
        /// The HTTP method, in lower case.
        package let method: String
        /// The `operationId` of the document: unique in the API.
        package let id: String
        /// The name of the group that the operation belongs to.
        package let tag: String
        /// What the operation does, in one line.
        package let summary: String
        /// Details of the operation; empty if there are none.
        package let description: String
        /// Scopes of API keys that may call it; empty where any client may, with or without a key.
        package let scopes: [String]
        /// Whether the session of a person may call it; one that changes something then needs the form token, too.
        package let takesSession: Bool
        /// The parameters in the path, the query and the header.
        package let parameters: [Parameter]
        /// The body of the request; nil for an operation that takes none.
        package let body: Body?
        /// The answers that are not problems.
        package let answers: [Answer]
        /// Statuses of problems, in addition to those that every operation may have.
        package let problems: [Int]

        /// An operation with the given properties.
        package init(
            path: String,
            method: String,
            id: String,
            tag: String,
            summary: String,
            description: String = "",
            scopes: [String] = [],
            takesSession: Bool = false,
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
            self.takesSession = takesSession
            self.parameters = parameters
            self.body = body
            self.answers = answers
            self.problems = problems
        }
    }

    /// A parameter in the path, the query or the header; one in the path is required.
    package struct Parameter: Sendable {
        /// The part of a request that holds a parameter.
        package enum Place: String, Sendable {
            /// A segment of the path.
            case path
            /// The query of the URL.
            case query
            /// A header field.
            case header
        }

        /// The name, as it is in a request.
        package let name: String
        /// The part of the request that holds the parameter.
        package let place: Place
        /// What the parameter means, for readers.
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
        /// Whether a request without a body is refused.
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
        /// The HTTP status code.
        package let status: Int
        /// What the answer means, for readers.
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
