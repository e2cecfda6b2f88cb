package import VerifyCore

/// The tokens of forms: an HMAC of the secret of the reader's cookie and the name of the form.
///
/// A page of another site can send a form with the reader's cookies, and cannot know the token. A token of one session
/// or one form is of no use in another.
package struct FormTokens: Sendable {
    private let keyring: LiveKeyring

    /// Tokens under a key that is derived from the data key.
    package init(keyring: LiveKeyring) { self.keyring = keyring }

    /// What the key is derived for.
    private static let use = "saorg/form-token/1"

    /// Returns the token of a form; nil without a data key, when no form of a page with a session can be sent.
    ///
    /// `secret` is the value of the reader's cookie, `form` the address of the form within a language.
    package func token(of form: String, for secret: String) -> String? {
        keyring.current.activeDataKey.flatMap { Self.token(of: form, for: secret, by: $0) }
    }

    /// Whether a token is that of a form, under one of the data keys: a form stays usable over a rotation.
    package func accepts(_ token: String, of form: String, for secret: String) -> Bool {
        let given = Array(token.utf8)
        return keyring.current.dataKeys.contains { key in
            guard let right = Self.token(of: form, for: secret, by: key) else { return false }
            return constantTimeEqual(Array(right.utf8), given)
        }
    }

    private static func token(of form: String, for secret: String, by key: DataKey) -> String? {
        guard let bytes = try? key.derived(for: use) else { return nil }
        // No value of a cookie has a line break, so that two pairs never have the same bytes.
        return Base32.encode(HMACKey(bytes).authenticate(Array("\(secret)\n\(form)".utf8)))
    }
}
