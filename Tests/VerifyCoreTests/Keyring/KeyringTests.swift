import Persian
import Testing
import VerifyCore

@Suite struct KeyringTests {
    let kek: KeyEncryptionKey
    let keyring: Keyring
    let now = Timestamp(secondsSinceEpoch: 1_795_000_000)

    init() throws {
        kek = try KeyEncryptionKey([UInt8](repeating: 7, count: 32))
        keyring = try Keyring.new(kek: kek, at: now)
    }

    /// The keyring after writing and reading its files.
    func reread(_ keyring: Keyring) throws -> Keyring {
        try Keyring(files: keyring.files(sealedBy: kek), kek: kek)
    }

    func states(_ keyring: Keyring, _ purpose: Keyring.Purpose) -> [String] {
        keyring.facts.filter { $0.purpose == purpose }.map(\.state.word)
    }

    @Test func `a new keyring has one active key per purpose`() throws {
        let keyring = try reread(keyring)
        #expect(keyring.facts.map(\.purpose) == Keyring.Purpose.allCases)
        #expect(keyring.facts.allSatisfy { $0.state == .active && $0.createdAt == now })
        #expect(keyring.activeCodeKey?.id == 10)
        #expect(keyring.activeTokenKey?.kid == keyring.facts[1].id.hexBytes)
        #expect(keyring.activeDataKey?.id == keyring.facts[2].id.hexBytes)
        #expect(keyring.realm == .production)
        #expect(keyring.codeKey(99) == nil)
        #expect(keyring.codeKey(200) == nil)
    }

    @Test func `an empty keyring finds no key`() {
        let empty = Keyring()
        #expect(empty.activeCodeKey == nil)
        #expect(empty.codeKey(10) == nil)
        #expect(empty.tokenKey(kid: [1, 2, 3, 4]) == nil)
        #expect(empty.dataKeys.isEmpty)
    }

    @Test func `keys make the same results after writing and reading`() throws {
        let again = try reread(keyring)
        let digest = SHA256.digest(of: [1, 2, 3].span)
        #expect(
            keyring.activeCodeKey?.code(locator: 5, recordDigest: digest)
                == again.activeCodeKey?.code(locator: 5, recordDigest: digest)
        )
        let token = try #require(keyring.activeTokenKey).sign([1])
        #expect(try #require(again.activeTokenKey).sign([1]) == token)
        let data = try #require(keyring.activeDataKey)
        let sealed = try data.seal([4, 5], authenticating: [6])
        #expect(try again.dataKey(id: data.id)?.key.open(sealed, authenticating: [6]) == [4, 5])
        #expect(throws: CryptoError.notAuthentic) { try data.open(sealed, authenticating: [7]) }
        #expect(
            data.legacyKey.authenticate([1]) == again.activeDataKey?.legacyKey.authenticate([1])
        )
    }

    @Test func `a key is staged, active, verify-only and retired in turn`() throws {
        let later = now.adding(seconds: 60)
        let staged = try reread(keyring.staging(.code, kek: kek, at: later))
        #expect(states(staged, .code) == ["active", "staged"])
        #expect(staged.activeCodeKey?.id == 10)
        let activated = try reread(staged.activating("11", kek: kek, at: later))
        #expect(states(activated, .code) == ["verify-only", "active"])
        #expect(activated.activeCodeKey?.id == 11)
        #expect(activated.codeKey(10)?.state.verifies == true)
        #expect(activated.facts(id: "10")?.changedAt == later)
        let retired = try reread(activated.retiring("10", kek: kek, at: later))
        #expect(states(retired, .code) == ["retired", "active"])
        #expect(retired.codeKey(10)?.state.verifies == false)
        #expect(retired.serial == 4)
    }

    @Test(arguments: Keyring.Purpose.allCases)
    func `rotating fifty times leaves one active key, and all others verify`(
        purpose: Keyring.Purpose
    ) throws {
        var keyring = keyring
        for _ in 0..<50 { keyring = try keyring.rotating(purpose, kek: kek, at: now) }
        keyring = try reread(keyring)
        #expect(
            states(keyring, purpose)
                == [String](repeating: "verify-only", count: 50) + ["active"]
        )
        #expect(keyring.dataKeys.count == (purpose == .data ? 51 : 1))
    }

    @Test func `there are at most eighty code keys`() throws {
        var keyring = keyring
        for _ in 11...89 { keyring = try keyring.staging(.code, kek: kek, at: now) }
        #expect(keyring.facts.last?.id == "89")
        #expect(throws: KeyringError.idsExhausted(.code)) {
            try keyring.rotating(.code, kek: kek, at: now)
        }
    }

    @Test func `a compromised key no longer verifies, and another key replaces it`() throws {
        let since = now.adding(seconds: -3_600)
        let former = try #require(keyring.activeTokenKey).kid
        let changed = try reread(
            keyring.compromising(Hex.encode(former), since: since, kek: kek, at: now)
        )
        #expect(changed.tokenKey(kid: former)?.state == .compromised(since: since))
        #expect(changed.tokenKey(kid: former)?.state.verifies == false)
        #expect(states(changed, .token) == ["compromised", "active"])
        let staged = try keyring.staging(.code, kek: kek, at: now)
        let taken = try staged.compromising("10", since: since, kek: kek, at: now)
        #expect(states(taken, .code) == ["compromised", "active"])
    }

    @Test func `ceremonies that the key's state does not allow are rejected`() throws {
        let staged = try keyring.staging(.code, kek: kek, at: now)
        #expect(throws: KeyringError.noSuchKey(id: "77")) {
            try keyring.activating("77", kek: kek, at: now)
        }
        #expect(throws: KeyringError.notAllowed(.activate, id: "10", state: .active)) {
            try staged.activating("10", kek: kek, at: now)
        }
        #expect(throws: KeyringError.notAllowed(.retire, id: "10", state: .active)) {
            try staged.retiring("10", kek: kek, at: now)
        }
        let retired = try staged.retiring("11", kek: kek, at: now)
        #expect(throws: KeyringError.notAllowed(.activate, id: "11", state: .retired)) {
            try retired.activating("11", kek: kek, at: now)
        }
    }

    @Test func `the published keys are read back, without retired and compromised ones`() throws {
        let rotated = try keyring.rotating(.token, kek: kek, at: now)
        let former = try #require(keyring.activeTokenKey).kid
        let both = try PublicKeySet(parsing: rotated.publicKeySet())
        #expect(both.kids.count == 2)
        let publicKey = try #require(keyring.activeTokenKey?.publicKey)
        #expect(both.key(kid: former) == .trusted(publicKey))
        let compromised = try rotated.compromising(
            Hex.encode(former),
            since: now,
            kek: kek,
            at: now
        )
        let one = try PublicKeySet(parsing: compromised.publicKeySet())
        #expect(one.kids.count == 2)
        #expect(one.key(kid: former) == .withdrawn(since: now))
        #expect(compromised.knownTokenKey(kid: former) == .withdrawn(since: now))
        let json = try JSON(parsing: compromised.publicKeySet())
        #expect(json["compromised"]?.array?.first?["kid"]?.string == Hex.encode(former))
        let cose = try Base64URL.decode(#require(json["cose_key_set"]?.string))
        #expect(try CBOR(decoding: cose).encoded() == cose)
    }

    @Test func `a live keyring returns the old or the new keyring, never a mixture`() async throws {
        let live = LiveKeyring(keyring)
        let kek = kek
        let now = now
        let torn = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (0..<20_000).count { _ in
                        let keyring = live.current
                        return keyring.active(.code)?.id
                            != keyring.activeCodeKey.map { String($0.id) }
                    }
                }
            }
            group.addTask {
                for _ in 0..<50 {
                    guard let next = try? live.current.rotating(.code, kek: kek, at: now) else {
                        return 1
                    }
                    live.replace(with: next)
                }
                return 0
            }
            return await group.reduce(0, +)
        }
        #expect(torn == 0)
        #expect(live.current.activeCodeKey?.id == 60)
    }

    @Test func `a live keyring advances and never goes back`() throws {
        let later = try keyring.rotating(.code, kek: kek, at: now)
        let live = LiveKeyring(keyring)
        #expect(live.advance(to: later))
        #expect(live.advance(to: later))
        #expect(!live.advance(to: keyring))
        #expect(live.current.serial == later.serial)
    }
}

extension String {
    fileprivate var hexBytes: [UInt8]? { try? Hex.decode(self) }
}
