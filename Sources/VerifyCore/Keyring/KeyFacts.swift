package import Persian

/// The public facts of a key; keyring.json holds those of each key since `init`, including retired ones.
package struct KeyFacts: Sendable, Hashable {
    /// The purpose of the key.
    package let purpose: Keyring.Purpose
    /// The id: two digits for codes, eight hexadecimal digits for tokens (the kid) and data.
    package let id: String
    /// The state of the key.
    package let state: KeyState
    /// When the key was made.
    package let createdAt: Timestamp
    /// When the state changed last.
    package let changedAt: Timestamp
    /// The 32 bytes of the public key of a token key; nil for the other purposes.
    package let publicKey: [UInt8]?

    /// The name of the key's file in the directory.
    package var fileName: String { "\(purpose.rawValue)-\(id)\(Keyring.keyFileSuffix)" }

    func changed(to state: KeyState, at now: Timestamp) -> KeyFacts {
        KeyFacts(
            purpose: purpose,
            id: id,
            state: state,
            createdAt: createdAt,
            changedAt: now,
            publicKey: publicKey
        )
    }
}

extension KeyFacts {
    /// The stable form of keyring.json and of `verify-cli keys list --json`.
    package var json: JSON {
        var members: [JSON.Member] = [
            .init("purpose", .string(purpose.rawValue)), .init("id", .string(id)),
            .init("state", .string(state.word)),
            .init("created_at", .string(createdAt.description)),
            .init("changed_at", .string(changedAt.description)),
        ]
        if case .compromised(let since) = state {
            members.append(.init("compromised_since", .string(since.description)))
        }
        if let publicKey { members.append(.init("public_key", .string(Hex.encode(publicKey)))) }
        return .object(members)
    }

    init(_ json: JSON) throws(KeyringError) {
        guard let purpose = json["purpose"]?.string.flatMap(Keyring.Purpose.init(rawValue:)),
            let id = json["id"]?.string, purpose.allows(id: id),
            let createdAt = Self.timestamp(json["created_at"]),
            let changedAt = Self.timestamp(json["changed_at"])
        else { throw .format(file: Keyring.factsFileName) }
        self.purpose = purpose
        self.id = id
        self.createdAt = createdAt
        self.changedAt = changedAt
        publicKey = json["public_key"]?.string.flatMap { try? Hex.decode($0) }
        switch json["state"]?.string {
        case "staged": state = .staged
        case "active": state = .active
        case "verify-only": state = .verifyOnly
        case "retired": state = .retired
        case "compromised":
            guard let since = Self.timestamp(json["compromised_since"]) else {
                throw .format(file: Keyring.factsFileName)
            }
            state = .compromised(since: since)
        default: throw .format(file: Keyring.factsFileName)
        }
        guard (purpose == .token) == (publicKey != nil) else {
            throw .format(file: Keyring.factsFileName)
        }
    }

    private static func timestamp(_ json: JSON?) -> Timestamp? {
        (json?.string).flatMap { try? Timestamp(parsing: $0) }
    }
}
