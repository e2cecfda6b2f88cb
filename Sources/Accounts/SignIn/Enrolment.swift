import Foundation
package import Persian
package import Store
import VerifyCore

/// A password whose hash was computed, and that can be stored in a transaction.
package struct PreparedPassword: Sendable {
    /// Salt and hash.
    let secret: [UInt8]
}

/// An authenticator whose first code was right, and that can be stored in a transaction.
package struct PreparedAuthenticator: Sendable {
    let secret: [UInt8]
    let step: Int64
}

/// Recovery codes that can be stored in a transaction.
package struct PreparedRecoveryCodes: Sendable {
    let hashes: [[UInt8]]
}

/// Credentials to store; nil for those that stay as they are.
package struct PreparedCredentials: Sendable {
    /// A new password.
    package var password: PreparedPassword?
    /// A new authenticator.
    package var authenticator: PreparedAuthenticator?
    /// New recovery codes.
    package var recoveryCodes: PreparedRecoveryCodes?

    /// Credentials, at least one of them.
    package init(
        password: PreparedPassword? = nil,
        authenticator: PreparedAuthenticator? = nil,
        recoveryCodes: PreparedRecoveryCodes? = nil
    ) {
        self.password = password
        self.authenticator = authenticator
        self.recoveryCodes = recoveryCodes
    }
}

/// A new authenticator, for the page with the QR code.
package struct NewAuthenticator: Sendable {
    /// The content of the QR code, an `otpauth` URI.
    package let uri: String
    /// The secret for typing, in base32.
    package let secretText: String
    /// The encrypted secret, which the form contains until the first code is typed.
    package let form: String
}

/// New recovery codes: their texts, shown once, and what is stored.
package struct NewRecoveryCodes: Sendable {
    /// Eight codes of 80 bits, in groups of four characters of base32.
    package let texts: [String]
    /// What is stored.
    package let prepared: PreparedRecoveryCodes
}

/// The result of the first code of an authenticator.
package enum AuthenticatorOutcome: Sendable {
    /// It is right.
    case confirmed(PreparedAuthenticator)
    /// It is wrong.
    case wrong
    /// It is the code of another time: the clock of the device is ahead by this many seconds, or behind if negative.
    case clockDiffers(seconds: Int64)
    /// The form is not one of this subject, or a program without the key made it.
    case ended
}

extension SignIn {
    /// The name of the product in authenticator apps.
    private static let issuer = "Sehat"
    /// The use of the data key for forms with a secret.
    private static let formUse = "saorg/authenticator-form/1"

    /// Hashes a password on a thread for passwords, outside any transaction.
    ///
    /// `ownWords`: The names and numbers of the person, and the name of the organisation.
    ///
    /// - Throws: `PasswordFault`, `SignInError.busy`.
    package func prepare(
        password: String,
        ownWords: [String]
    ) async throws -> PreparedPassword {
        try PasswordRules.require(password, ownWords: ownWords)
        let salt = Random.bytes(HashingThreads.saltCount)
        let hash = try await passwords.hash(Self.bytes(ofPassword: password), salt: salt)
        return PreparedPassword(secret: salt + hash)
    }

    /// The bytes that are hashed: the text in one normal form, since keyboards differ.
    static func bytes(ofPassword password: String) -> [UInt8] {
        Array(password.precomposedStringWithCanonicalMapping.utf8)
    }

    /// Makes an authenticator for a person or an invitation.
    ///
    /// Nothing is stored: the form contains the encrypted secret, bound to the subject.
    ///
    /// `subject`: The person's or invitation's id.
    /// `account`: What distinguishes the accounts in the app: the person's name.
    ///
    /// - Throws: `AccountsError.noActiveKey`.
    package func newAuthenticator(
        for subject: String,
        account: String
    ) throws -> NewAuthenticator {
        guard let key = keys.activeDataKey else { throw AccountsError.noActiveKey }
        let secret = Random.bytes(TOTP.secretByteCount)
        let sealed = try key.seal(
            secret,
            for: Self.formUse,
            authenticating: Array(subject.utf8)
        )
        let totp = TOTP(secret: secret)
        return NewAuthenticator(
            uri: totp.enrolmentURI(issuer: Self.issuer, account: account),
            secretText: totp.secretText,
            form: Base64URL.encode(sealed)
        )
    }

    /// Returns the authenticator of a form again, to draw its page after a wrong code.
    ///
    /// Returns nil when the form is not one of this subject.
    package func authenticator(
        of form: String,
        for subject: String,
        account: String
    ) throws -> NewAuthenticator? {
        guard let secret = try secret(of: form, for: subject) else { return nil }
        let totp = TOTP(secret: secret)
        return NewAuthenticator(
            uri: totp.enrolmentURI(issuer: Self.issuer, account: account),
            secretText: totp.secretText,
            form: form
        )
    }

    /// Compares the first code of an authenticator; its step counts as used.
    package func confirm(
        _ form: String,
        for subject: String,
        code: String,
        at now: Timestamp
    ) throws -> AuthenticatorOutcome {
        guard let secret = try secret(of: form, for: subject) else { return .ended }
        return switch TOTP(secret: secret).check(code, at: now, lastStep: nil) {
        case .accepted(let step):
            .confirmed(PreparedAuthenticator(secret: secret, step: step))
        case .clockDiffers(let seconds): .clockDiffers(seconds: seconds)
        case .wrong, .used: .wrong
        }
    }

    private func secret(of form: String, for subject: String) throws -> [UInt8]? {
        guard let sealed = try? Base64URL.decode(form) else { return nil }
        for key in keys.dataKeys where sealed.starts(with: key.id) {
            let secret = try? key.open(
                sealed,
                for: Self.formUse,
                authenticating: Array(subject.utf8)
            )
            if let secret { return secret }
        }
        return nil
    }

    /// Makes eight recovery codes, each for one use.
    package func newRecoveryCodes() -> NewRecoveryCodes {
        let codes = (0..<Self.recoveryCodes).map { _ in Random.bytes(Self.recoveryByteCount) }
        return NewRecoveryCodes(
            texts: codes.map { code in
                let letters = Array(Base32.encode(code))
                return stride(from: 0, to: letters.count, by: 4)
                    .map { String(letters[$0..<min($0 + 4, letters.count)]) }
                    .joined(separator: "-")
            },
            prepared: PreparedRecoveryCodes(hashes: codes.map { SHA256.hash($0) })
        )
    }
}

extension SignIn {
    /// Stores credentials of a person in the transaction of the caller; those of the same kinds are revoked.
    ///
    /// `effectiveAt`: The end of the quarantine: `now` for the first credentials of an invitation, and
    /// `quarantineSeconds` later for a change.
    package func enrol(
        _ credentials: PreparedCredentials,
        of person: PersonID,
        effectiveAt: Timestamp,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let keys = keys
        func store(
            _ kind: CredentialRow.Kind,
            _ secrets: [[UInt8]],
            step: Int64? = nil
        ) throws {
            for row in try self.credentials(of: person, kind, in: connection) {
                _ = try row.revoke(at: now, by: keys, in: connection)
            }
            for secret in secrets {
                let row = try CredentialRow(
                    kind,
                    secret: secret,
                    lastStep: step,
                    of: person,
                    at: now,
                    effectiveAt: effectiveAt,
                    by: keys
                )
                try row.insert(by: keys, in: connection)
            }
        }
        if let password = credentials.password { try store(.password, [password.secret]) }
        if let authenticator = credentials.authenticator {
            try store(.totp, [authenticator.secret], step: authenticator.step)
        }
        if let codes = credentials.recoveryCodes { try store(.recovery, codes.hashes) }
    }
}
