/// All keys with their states, as one immutable value (design §5).
///
/// It knows bytes, not disks: `KeyDirectory` of the registry reads and writes them. A ceremony makes
/// another keyring; `LiveKeyring` swaps it in.
package struct Keyring: Sendable {
    let contents: KeyringContents

    /// A keyring without any key, for work that reads and makes no codes.
    package init() {
        contents = KeyringContents()
    }

    init(_ contents: KeyringContents) {
        self.contents = contents
    }

    /// Whose keys they are.
    package var realm: Realm { contents.realm }

    /// How many ceremonies made the keyring what it is.
    package var serial: Int64 { contents.serial }

    /// What may be known of every key that ever was, in the order of making.
    package var facts: [KeyFacts] { contents.facts }

    /// The facts of a key.
    package func facts(id: String) -> KeyFacts? {
        facts.first { $0.id == id }
    }

    /// The facts of the active key of a purpose.
    package func active(_ purpose: Purpose) -> KeyFacts? {
        facts.first { $0.purpose == purpose && $0.state == .active }
    }
}

extension Keyring {
    /// The key that new codes are made with.
    package var activeCodeKey: CodeKey? { contents.activeCodeKey }

    /// The key of the codes that begin with these two digits, whatever its state; the caller asks the
    /// state whether it `verifies`.
    package func codeKey(_ id: UInt8) -> (key: CodeKey, state: KeyState)? {
        contents.codeKeys.indices.contains(Int(id)) ? contents.codeKeys[Int(id)] : nil
    }

    /// The key that new tokens are signed with.
    package var activeTokenKey: TokenKey? { contents.activeTokenKey }

    /// The public key that tokens name by these four bytes, whatever its state.
    package func tokenKey(kid: [UInt8]) -> (key: TokenPublicKey, state: KeyState)? {
        contents.tokenKeys[kid]
    }

    /// The key that data is encrypted with.
    package var activeDataKey: DataKey? {
        contents.dataKeys.first { $0.state == .active }?.key
    }

    /// The keys that data may have been encrypted with, the active one first; a staged one too, which
    /// another machine may have activated a moment ago.
    package var dataKeys: [DataKey] {
        let keys = contents.dataKeys
        return keys.filter { $0.state == .active }.map(\.key)
            + keys.filter { $0.state != .active && $0.state.verifies }.map(\.key)
    }

    /// The key that ciphertexts name by these four bytes, whatever its state.
    package func dataKey(id: [UInt8]) -> (key: DataKey, state: KeyState)? {
        contents.dataKeys.first { $0.key.id == id }
    }

    /// The data key that a seal or a ciphertext names, where it never was in this keyring.
    package func missingDataKey(of sealed: [UInt8]) -> MissingKey? {
        guard sealed.count > DataKey.idCount else { return nil }
        let missing = MissingKey.data(Array(sealed.prefix(DataKey.idCount)))
        return facts.contains { $0.purpose == .data && $0.id == missing.id } ? nil : missing
    }
}
