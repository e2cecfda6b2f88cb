import VerifyCore

/// Why a request about the outbox was refused.
package enum OutboxError: Error, Equatable, Sendable {
    /// The recipient is neither an Iranian mobile number nor an e-mail address, as the channel requires.
    case recipient
    /// The subject has a line break, or the text is longer than `StoredMessage.textLimit`.
    case text
    /// The keyring has no active data key to encrypt with.
    case noActiveKey
    /// No message has this id.
    case noSuchMessage
    /// The message is in a state in which it cannot be sent again.
    case notRetryable(MessageState)
    /// A one-time code is never sent a second time.
    case code
    /// The row was changed by hand, or its data key is retired or compromised.
    case unreadable
}

extension OutboxError: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        switch self {
        case .recipient: "the recipient is not an address of this channel"
        case .text: "the subject has more than one line, or the text is too long"
        case .noActiveKey: "the keyring has no active data key"
        case .noSuchMessage: "no message has this id"
        case .notRetryable(let state): "the message is \(state.rawValue)"
        case .code: "a one-time code is never sent a second time"
        case .unreadable: "the message cannot be read: its row was changed, or its data key ended"
        }
    }

    /// What the operator can do, as one clause for a `hint:` line.
    package var hint: String? {
        switch self {
        case .noActiveKey: Keyring.noActiveKeyHint
        case .noSuchMessage: "verify-cli outbox list shows the messages"
        case .notRetryable: "only a message that is failed or unknown can be sent again"
        case .code: "the person asks for a new code"
        case .unreadable: "verify-cli db check --keys DIR names such rows"
        case .recipient, .text: nil
        }
    }
}
