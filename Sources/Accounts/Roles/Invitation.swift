package import Persian
package import VerifyCore

/// An invitation of a person to a role: one use, 72 hours, bound to the grant, its organisation and a contact.
package struct Invitation: Sendable, Equatable {
    /// The id of the grant.
    package let grant: String
    /// The person who made it; nil for those of the bootstrap.
    package let madeBy: PersonID?
    /// When it ends.
    package let expiresAt: Timestamp
    /// When it was used or replaced; nil for one that was not.
    package let usedAt: Timestamp?
    /// The verdict on the seal of the row.
    package let seal: Keyring.SealVerdict

    /// The seconds for which an invitation can be used.
    package static let seconds: Int64 = 72 * 3_600

    /// Whether it can be used at a moment.
    package func isOpen(at moment: Timestamp) -> Bool {
        seal == .intact && usedAt == nil && moment < expiresAt
    }
}

/// An invitation that was found by its token and can be used.
package struct OpenInvitation: Sendable {
    /// The token, which the link in the message has.
    let token: InvitationToken
    /// The person who is invited.
    package let person: Person
    /// The grant.
    package let grant: RoleGrant
    /// The organisation of the grant.
    package let organisation: Organisation
    /// The contact to which the invitation went, which the use of it proves.
    package let contact: Contact
    /// When it ends.
    package let expiresAt: Timestamp
}

/// The secret of an invitation: 32 random bytes in base64url.
///
/// Only its SHA-256 is stored.
struct InvitationToken: Sendable, Equatable {
    let text: String

    private static let textCount = 43

    /// A new token.
    init() { text = Base64URL.encode(Random.bytes(32)) }

    /// Reads the text of a link; nil, without any look-up, for a text that cannot be a token.
    init?(parsing text: String) {
        guard text.utf8.count == Self.textCount, (try? Base64URL.decode(text))?.count == 32 else {
            return nil
        }
        self.text = text
    }

    var hash: [UInt8] { SHA256.hash(Array(text.utf8)) }
}
