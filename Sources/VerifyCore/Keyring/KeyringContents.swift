/// The opened content of a keyring.
///
/// A class, so that a copy of a keyring costs one reference count.
final class KeyringContents: Sendable {
    let realm: Keyring.Realm
    let serial: Int64
    let facts: [KeyFacts]
    /// The bytes of the key files by name.
    let files: [String: [UInt8]]
    /// The code keys by id, 0…99.
    let codeKeys: [(key: CodeKey, state: KeyState)?]
    let tokenKeys: [[UInt8]: (key: TokenPublicKey, state: KeyState)]
    let dataKeys: [(key: DataKey, state: KeyState)]
    let activeCodeKey: CodeKey?
    let activeTokenKey: TokenKey?
    /// The key of the MAC of its serial number; nil without a key-encryption key.
    let serialKey: HMACKey?

    /// No keys.
    init() {
        realm = .production
        serial = 0
        facts = []
        files = [:]
        codeKeys = []
        tokenKeys = [:]
        dataKeys = []
        activeCodeKey = nil
        activeTokenKey = nil
        serialKey = nil
    }

    /// Opens the key files that the facts name; the caller has checked the MAC of the facts.
    init(
        realm: Keyring.Realm,
        serial: Int64,
        facts: [KeyFacts],
        files: [String: [UInt8]],
        kek: KeyEncryptionKey
    ) throws(KeyringError) {
        var opened = Opened()
        for key in facts {
            guard let file = files[key.fileName] else {
                // An operator may destroy the file of a retired key.
                if key.state == .retired { continue }
                throw .missing(file: key.fileName)
            }
            try opened.add(key, secret: kek.unwrap(file, as: key))
        }
        self.realm = realm
        self.serial = serial
        self.facts = facts
        self.files = files
        codeKeys = opened.codeKeys
        tokenKeys = opened.tokenKeys
        dataKeys = opened.dataKeys
        activeCodeKey = opened.codeKeys.lazy.compactMap(\.self).first { $0.state == .active }?.key
        activeTokenKey = opened.activeTokenKey
        serialKey = kek.serialKey
    }

    private struct Opened {
        var codeKeys = [(key: CodeKey, state: KeyState)?](repeating: nil, count: 100)
        var tokenKeys: [[UInt8]: (key: TokenPublicKey, state: KeyState)] = [:]
        var dataKeys: [(key: DataKey, state: KeyState)] = []
        var activeTokenKey: TokenKey?

        mutating func add(_ facts: KeyFacts, secret: [UInt8]) throws(KeyringError) {
            guard secret.count == facts.purpose.secretCount else {
                throw .format(file: facts.fileName)
            }
            do throws(CryptoError) {
                switch facts.purpose {
                case .code:
                    guard let id = UInt8(facts.id) else { return }
                    let key = CodeKey(
                        id: id,
                        locatorKey: Array(secret[..<32]),
                        tagKey: Array(secret[32...])
                    )
                    codeKeys[Int(id)] = (key, facts.state)
                case .token:
                    let key = try TokenKey(seed: secret)
                    guard key.publicKey.bytes == facts.publicKey else { throw .publicKey }
                    tokenKeys[key.kid] = (key.publicKey, facts.state)
                    if facts.state == .active { activeTokenKey = key }
                case .data:
                    let id = (try? Hex.decode(facts.id)) ?? []
                    dataKeys.append((try DataKey(id: id, secret: secret), facts.state))
                }
            } catch {
                throw .changed(file: facts.fileName)
            }
        }
    }
}
