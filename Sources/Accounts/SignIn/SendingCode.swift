package import Persian
import Store
import VerifyCore

/// The answer to a request for a one-time code, which is the same whether one was sent or not.
package struct SentCode: Sendable, Hashable {
    /// The id of the challenge, which the form with the code contains.
    package let challenge: String
    /// When the code expires.
    package let expiresAt: Timestamp
}

/// What is sent: a code for a person's contact, or the same work without a message.
struct CodeRequest: Sendable {
    let purpose: ChallengePurpose
    /// The person; nil when there is none, so that a decoy is made.
    let person: PersonID?
    /// The recipient; nil for a decoy.
    let contact: Contact?
    /// What the budgets of a decoy count instead of a contact.
    let decoyKey: String
    /// Whether the code proves a contact that the person does not have yet.
    var provesNewContact = false
    let language: MessageLanguage
    let isKnown: Bool
}

extension SignIn {
    /// Makes a challenge and stores its message, if the budgets allow one.
    ///
    /// A decoy, and a contact whose budget is used up, take the same steps: the message is made and stored, and no worker
    /// sends it.
    func send(
        _ request: CodeRequest,
        from origin: SignInOrigin,
        at now: Timestamp,
        in connection: Connection
    ) throws -> SentCode {
        let keys = keys
        let (id, code) = (RandomID.make(), Self.randomDigits(Self.codeDigits))
        let contactText = request.contact?.text ?? request.decoyKey
        let isAllowed = try hasBudget(
            contactText,
            request.purpose,
            isKnown: request.isKnown,
            at: now,
            in: connection
        )
        var newContact: [UInt8]?
        if request.provesNewContact, let contact = request.contact {
            newContact = try ChallengeRow.newContactColumn.seal(
                Array("\(contact.channel.rawValue) \(contact.text)".utf8),
                row: id,
                by: keys
            )
        }
        let row = ChallengeRow(
            id: id,
            purpose: request.purpose,
            person: request.person,
            contact: try KeyedHash.of(contactText, for: .contact, by: keys),
            newContact: newContact,
            codeHash: try KeyedHash.of(
                codeText(id, code, origin.browser),
                for: .code,
                by: keys
            ),
            browserHash: try KeyedHash.of(origin.browser.text, for: .browser, by: keys),
            networkHash: try KeyedHash.of(origin.network, for: .network, by: keys),
            isKnown: request.isKnown,
            isSent: isAllowed,
            at: now
        )
        try row.insert(by: keys, in: connection)
        let message = AccountMessage(
            .code(request.purpose.codeUse ?? .signIn, code: code),
            to: contactText,
            by: request.contact?.channel ?? .sms,
            in: request.language,
            source: id,
            isDecoy: !isAllowed || request.contact == nil,
            host: people.settings.host
        )
        try people.messages(message, connection)
        return SentCode(challenge: id, expiresAt: now.adding(seconds: Self.codeSeconds))
    }

    /// What the hash of a code covers: the challenge and the browser too.
    func codeText(_ challenge: String, _ code: String, _ browser: BrowserSecret) -> String {
        "\(challenge) \(browser.text) \(code)"
    }
}
