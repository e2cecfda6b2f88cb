package import Store

/// A message about an account: a one-time code, a warning, a notice.
///
/// The text is complete, because the outbox stores the exact request of the provider before the first attempt
/// (docs/messages.md).
package struct AccountMessage: Sendable, Hashable {
    /// The ways by which a message can be sent.
    package enum Channel: String, Sendable, CaseIterable {
        /// A short message to a mobile number.
        case sms
        /// An e-mail.
        case email
    }

    /// The id of the row that caused it: a challenge, a contact change, a grant.
    ///
    /// With `sequence`, `template`, channel and recipient it is unique, so that an event has one message.
    package let source: String
    /// The number of the event in its source.
    package let sequence: Int64
    /// The name of the template, as SMS gateways have approved it: `sign-in-code`.
    package let template: String
    /// The words that fill the gateway's template, in order: short, without spaces.
    package let tokens: [String]
    /// The way.
    package let channel: Channel
    /// The mobile number (`+989…`) or the e-mail address.
    package let recipient: String
    /// The subject of an e-mail; empty in a text message.
    package let subject: String
    /// The text in the recipient's language.
    package let body: String
    /// Whether the message has a one-time code, which is never sent a second time by a program.
    package let isCode: Bool
    /// Whether the message is stored and never sent: the answer to an unknown ID number does the work of a known one.
    package let isDecoy: Bool

    /// A message with all of its parts.
    package init(
        source: String,
        sequence: Int64 = 0,
        template: String,
        tokens: [String] = [],
        channel: Channel,
        recipient: String,
        subject: String = "",
        body: String,
        isCode: Bool = false,
        isDecoy: Bool = false
    ) {
        self.source = source
        self.sequence = sequence
        self.template = template
        self.tokens = tokens
        self.channel = channel
        self.recipient = recipient
        self.subject = subject
        self.body = body
        self.isCode = isCode
        self.isDecoy = isDecoy
    }
}

/// Stores a message in the transaction that causes it.
///
/// Accounts knows no outbox: the program passes in the one of Casework.
package typealias MessageHook = @Sendable (AccountMessage, Connection) throws -> Void
