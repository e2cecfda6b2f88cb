/// All keys with their states, as one immutable value.
///
/// It does not access the disk: `KeyDirectory` of the module KeyFiles reads and writes its files. A ceremony
/// returns another keyring, and `LiveKeyring` replaces the current one by it.
package struct Keyring: Sendable {
    let contents: KeyringContents

    /// A keyring without keys, for work that neither makes nor verifies.
    package init() {
        contents = KeyringContents()
    }

    init(_ contents: KeyringContents) {
        self.contents = contents
    }

    /// Whether the keys are secret.
    package var realm: Realm { contents.realm }

    /// The number of ceremonies since and including `init`.
    package var serial: Int64 { contents.serial }

    /// The public facts of all keys, including retired ones, in the order in which they were made.
    package var facts: [KeyFacts] { contents.facts }

    /// Returns the facts of a key; nil for an unknown id.
    package func facts(id: String) -> KeyFacts? {
        facts.first { $0.id == id }
    }

    /// Returns the facts of the active key of a purpose.
    package func active(_ purpose: Purpose) -> KeyFacts? {
        facts.first { $0.purpose == purpose && $0.state == .active }
    }
}

extension Keyring {
    /// The key that makes new codes.
    package var activeCodeKey: CodeKey? { contents.activeCodeKey }

    /// Returns the key of the codes with this key id in any state; the caller checks `KeyState.verifies`.
    package func codeKey(_ id: UInt8) -> (key: CodeKey, state: KeyState)? {
        contents.codeKeys.indices.contains(Int(id)) ? contents.codeKeys[Int(id)] : nil
    }

    /// The keys of codes in every state, in the order of their ids; those whose files were destroyed are absent.
    package var codeKeys: [CodeKey] { contents.codeKeys.compactMap { $0?.key } }

    /// The key that signs new tokens.
    package var activeTokenKey: TokenKey? { contents.activeTokenKey }

    /// Returns the public key with this id in any state; the caller checks `KeyState.verifies`.
    package func tokenKey(kid: [UInt8]) -> (key: TokenPublicKey, state: KeyState)? {
        contents.tokenKeys[kid]
    }

    /// Returns the public key with this id as a verifier of tokens knows it; nil for a retired key too.
    package func knownTokenKey(kid: [UInt8]) -> KnownTokenKey? {
        guard let (key, state) = tokenKey(kid: kid) else { return nil }
        switch state {
        case .staged, .active, .verifyOnly: return .trusted(key)
        case .compromised(let since): return .withdrawn(since: since)
        case .retired: return nil
        }
    }

    /// The key that encrypts new data.
    package var activeDataKey: DataKey? {
        contents.dataKeys.first { $0.state == .active }?.key
    }

    /// The keys that may have encrypted stored data, the active one first.
    ///
    /// Staged keys are included: another machine may have activated one a moment ago.
    package var dataKeys: [DataKey] {
        let keys = contents.dataKeys
        return keys.filter { $0.state == .active }.map(\.key)
            + keys.filter { $0.state != .active && $0.state.verifies }.map(\.key)
    }

    /// The data keys that are retired or compromised, as far as their files still exist.
    package var distrustedDataKeys: [DataKey] {
        contents.dataKeys.filter { !$0.state.verifies }.map(\.key)
    }

    /// Returns the data key with this id in any state.
    package func dataKey(id: [UInt8]) -> (key: DataKey, state: KeyState)? {
        contents.dataKeys.first { $0.key.id == id }
    }

    /// Returns the data key that a seal or a ciphertext names, if this keyring has never had it.
    package func missingDataKey(of sealed: [UInt8]) -> MissingKey? {
        guard sealed.count > DataKey.idCount else { return nil }
        let missing = MissingKey.data(Array(sealed.prefix(DataKey.idCount)))
        return facts.contains { $0.purpose == .data && $0.id == missing.id } ? nil : missing
    }
}
