/// What is known after a request to another server.
package enum CallOutcome: Sendable, Equatable {
    /// The server answered, with its status over HTTP or SMTP.
    case answered(status: Int, body: [UInt8])
    /// The server cannot have carried out the request.
    case notSent(CallFailure)
    /// The request, or all of a message, was sent, and no answer came.
    case unknown(CallFailure)
}

/// Why a request failed, in words that name neither its address nor its content.
package enum CallFailure: String, Sendable, Hashable {
    /// The name of the server has no address.
    case name
    /// No connection to the server.
    case connection
    /// The server's certificate or its TLS is not accepted, or it offers no TLS.
    case tls
    /// The server rejected the name and the password.
    case signIn = "sign-in"
    /// The time was over.
    case time
    /// The connection ended early, or the answer was too long or none.
    case answer
    /// The server rejected a step of the protocol.
    case rejected
    /// The address or an option is wrong.
    case settings
}
