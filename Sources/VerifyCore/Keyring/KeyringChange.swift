internal import Persian

/// The facts and files of the next keyring while a ceremony changes them.
struct KeyringChange {
    private let realm: Keyring.Realm
    private let serial: Int64
    private let kek: KeyEncryptionKey
    private let now: Timestamp
    private var facts: [KeyFacts]
    private var files: KeyringFiles

    init(
        _ former: Keyring,
        realm: Keyring.Realm,
        kek: KeyEncryptionKey,
        above reached: Int64 = 0,
        at now: Timestamp
    ) {
        self.realm = realm
        self.kek = kek
        self.now = now
        serial = max(former.serial, reached) + 1
        facts = former.facts
        files = former.contents.files
    }

    func key(_ id: String) throws(KeyringError) -> KeyFacts {
        guard let key = facts.first(where: { $0.id == id }) else { throw .noSuchKey(id: id) }
        return key
    }

    func keyring() throws(KeyringError) -> Keyring {
        Keyring(
            try KeyringContents(
                realm: realm,
                serial: serial,
                facts: facts,
                files: files,
                kek: kek
            )
        )
    }

    mutating func set(_ key: KeyFacts, _ state: KeyState) {
        facts = facts.map { $0.id == key.id ? $0.changed(to: state, at: now) : $0 }
    }

    mutating func activate(_ key: KeyFacts) {
        for former in facts where former.purpose == key.purpose && former.state == .active {
            set(former, .verifyOnly)
        }
        set(key, .active)
    }

    @discardableResult
    mutating func add(
        _ purpose: Keyring.Purpose,
        _ state: KeyState
    ) throws(KeyringError) -> KeyFacts {
        let secret = Random.bytes(purpose.secretCount)
        let (id, publicKey) = try name(purpose, secret)
        guard !facts.contains(where: { $0.id == id }) else { return try add(purpose, state) }
        let key = KeyFacts(
            purpose: purpose,
            id: id,
            state: state,
            createdAt: now,
            changedAt: now,
            publicKey: publicKey
        )
        files[key.fileName] = try kek.wrap(secret, as: key)
        facts.append(key)
        return key
    }

    private func name(
        _ purpose: Keyring.Purpose,
        _ secret: [UInt8]
    ) throws(KeyringError) -> (id: String, publicKey: [UInt8]?) {
        switch purpose {
        case .code:
            // No id is reused: old codes would be checked under a new key.
            let used = Set(facts.filter { $0.purpose == .code }.map(\.id))
            guard let free = Keyring.codeIDs.first(where: { !used.contains(String($0)) }) else {
                throw .idsExhausted(.code)
            }
            return (String(free), nil)
        case .token:
            do {
                let key = try TokenKey(seed: secret).publicKey
                return (Hex.encode(key.kid), key.bytes)
            } catch { throw .crypto(error) }
        case .data:
            return (Hex.encode(Random.bytes(4)), nil)
        }
    }
}
