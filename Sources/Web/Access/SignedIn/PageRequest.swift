package import Accounts
package import Hummingbird
package import Persian

/// A request of a page with cookies that the gate has admitted.
package struct PageRequest: Sendable {
    /// The request; its body is read already.
    package let request: Request
    /// The context of the request.
    package let context: AppRequestContext
    /// The language of the address.
    package let language: Language
    /// The address within the language, from the slash, without a query.
    package let path: String
    /// The fields of the form that was sent; empty for GET.
    package let fields: [String: String]
    /// The files of the form by the names of their fields; only on a page that takes files.
    package let files: [String: UploadedFile]
    /// The origin of a sign-in: the browser, its network, the language.
    package let origin: SignInOrigin
    /// The session; nil for a reader without one.
    package let session: SignInSession?
    /// What the person may do in the name of organisations; nil without a session.
    package let authority: Authority?
    /// The value of the cookie under which the tokens of the reader's forms are made.
    let secret: String
    /// Refuses the texts of a form whose token is not ours; a page that reads its form itself calls it before it keeps a byte.
    package let admit: @Sendable ([String: String]) throws -> Void

    /// When the request was read.
    package var now: Timestamp { context.now }

    /// The principal of the request.
    package var principal: Principal { session.map { .person($0.person) } ?? .visitor }

    /// Returns the session of a page that the route table gives to persons with a session.
    ///
    /// - Throws: The 403 problem where the table gives the page to others.
    package func requireSession() throws(Problem) -> SignInSession {
        guard let session else { throw .foreignForm }
        return session
    }

    /// Returns what the person may do, on a page that the route table gives to persons with a role.
    ///
    /// - Throws: The 404 problem where the table gives the page to others.
    package func requireAuthority() throws(Problem) -> Authority {
        guard let authority else { throw .notFound }
        return authority
    }

    /// A parameter of the query; nil where it is absent, or there more than once.
    package func query(_ name: String) -> String? {
        let values = request.uri.queryParameters.filter { $0.key == Substring(name) }
        return values.count == 1 ? values.first.map { String($0.value) } : nil
    }

    /// Where the reader continues after a sign-in or a step-up, as the query or the form says.
    package var next: ReturnPath? { ReturnPath(fields[Self.nextField] ?? query(Self.nextField)) }

    /// The parameter, and the field, that holds the address to return to.
    package static let nextField = "next"
}
