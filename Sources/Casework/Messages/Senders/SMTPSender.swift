package import Accounts

/// An SMTP server that sends e-mails.
package struct SMTPSender: MessageSender {
    package let name: String
    package let channels: Set<AccountMessage.Channel> = [.email]
    private let sender: String
    private let server: Server
    private let call: @Sendable (MailCall) -> CallOutcome

    /// How a server is reached.
    package struct Server: Sendable, Equatable {
        /// `smtp://host:587` or `smtps://host:465`, with the name that the client gives as path.
        package let address: String
        /// Whether TLS is required; only a server of the same machine may be used without it.
        package let requiresTLS: Bool
        /// The name and the password; nil where none is needed.
        package let credentials: MailCall.Credentials?

        /// A server.
        package init(address: String, requiresTLS: Bool, credentials: MailCall.Credentials?) {
            self.address = address
            self.requiresTLS = requiresTLS
            self.credentials = credentials
        }
    }

    /// A sender with its address, `no-reply@sehat.example.ir`; `call` hands an e-mail over and blocks.
    package init(
        name: String,
        sender: String,
        server: Server,
        call: @escaping @Sendable (MailCall) -> CallOutcome
    ) {
        self.name = name
        self.sender = sender
        self.server = server
        self.call = call
    }

    package func request(for message: RenderedMessage) -> ProviderRequest {
        ProviderRequest(
            provider: name,
            operation: message.recipient,
            body: MailMessage(message, from: sender).text
        )
    }

    package func send(_ request: ProviderRequest) async -> SendResult {
        guard (try? MessageAddress(request.operation, channel: .email)) != nil else {
            return .refused(SendRefusal("recipient", isPermanent: true))
        }
        let mail = MailCall(
            server: server.address,
            requiresTLS: server.requiresTLS,
            credentials: server.credentials,
            sender: sender,
            recipient: request.operation,
            message: request.body
        )
        return SendResult(call(mail)) { status, _ in Self.result(status: status) }
    }

    /// Returns what the last answer of the server means (RFC 5321 §4.2.1).
    static func result(status: Int) -> SendResult {
        switch status {
        case 200...299: .sent(reference: "")
        // 530 and 535 concern our credentials, 500 to 504 our commands: another message would be refused too.
        case 550...559: .refused(SendRefusal("smtp-\(status)", isPermanent: true))
        case 400...599: .refused(SendRefusal("smtp-\(status)"))
        default: .unknown(.answer)
        }
    }
}
