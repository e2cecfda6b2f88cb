internal import CCurl

/// An e-mail that is handed to an SMTP server (RFC 5321) once.
package struct MailCall: Sendable, Equatable {
    /// The address of the server: `smtp://host:587` (STARTTLS) or `smtps://host:465`, with the name that the client
    /// gives as path.
    package let server: String
    /// Whether TLS is required.
    package let requiresTLS: Bool
    /// The name and the password; nil for a server that needs none.
    package let credentials: Credentials?
    /// The sender's address of the envelope.
    package let sender: String
    /// The recipient's address of the envelope.
    package let recipient: String
    /// The message with its headers, in lines that end with CR LF.
    package let message: String

    /// A name and a password of an SMTP server.
    package struct Credentials: Sendable, Equatable {
        /// The name.
        package let user: String
        /// The password.
        package let password: String

        /// Credentials.
        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    /// Hands the message over by libcurl, which also doubles dots at the beginning of lines; blocks the thread.
    ///
    /// The server has the message only after all of it was sent: a failure before is `notSent`, one after it without an
    /// answer `unknown`.
    package func send(_ limits: OutboundLimits) -> CallOutcome {
        let scheme = String(server.prefix { $0 != ":" })
        guard ["smtp", "smtps"].contains(scheme),
            var handle = CurlHandle(server, scheme: scheme, limits: limits)
        else { return .notSent(.settings) }
        let tls = requiresTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE
        handle.set(CURLOPT_USE_SSL, Int(tls.rawValue))
        if let credentials {
            handle.set(CURLOPT_USERNAME, credentials.user)
            handle.set(CURLOPT_PASSWORD, credentials.password)
        }
        handle.set(CURLOPT_MAIL_FROM, "<\(sender)>")
        handle.set(CURLOPT_MAIL_RCPT, list: ["<\(recipient)>"])
        handle.set(CURLOPT_UPLOAD, 1)
        let bytes = Array(message.utf8)
        handle.set(CURLOPT_INFILESIZE_LARGE, size: bytes.count)
        let result = handle.run(uploading: bytes, answerLimit: limits.answer)
        guard let failure = result.failure else {
            return .answered(status: result.status, body: [])
        }
        if (400...599).contains(result.status) { return .answered(status: result.status, body: []) }
        return result.hasTakenBody ? .unknown(failure) : .notSent(failure)
    }
}
