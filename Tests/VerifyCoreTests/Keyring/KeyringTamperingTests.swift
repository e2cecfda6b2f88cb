import Persian
import Testing
import VerifyCore

/// What an attacker can do who can write the key directory but does not have the key-encryption key.
@Suite struct KeyringTamperingTests {
    let kek: KeyEncryptionKey
    let files: [String: [UInt8]]
    let now = Timestamp(secondsSinceEpoch: 1_795_000_000)

    init() throws {
        kek = try KeyEncryptionKey([UInt8](repeating: 7, count: 32))
        files = try Keyring.new(kek: kek, at: now)
            .rotating(.code, kek: kek, at: now)
            .compromising("10", since: now, kek: kek, at: now)
            .files(sealedBy: kek)
    }

    func facts(replacing old: String, with new: String) throws -> [String: [UInt8]] {
        let facts = String(decoding: try #require(files["keyring.json"]), as: UTF8.self)
        try #require(facts.contains(old))
        var changed = files
        changed["keyring.json"] = Array(facts.replacing(old, with: new).utf8)
        return changed
    }

    @Test(arguments: [
        ("\"compromised\"", "\"verify-only\""),
        ("\"realm\":\"production\"", "\"realm\":\"development\""),
        ("\"serial\":3", "\"serial\":4"),
        ("2026-", "2025-"),
    ])
    func `facts edited by hand are rejected`(old: String, new: String) throws {
        let changed = try facts(replacing: old, with: new)
        #expect(throws: KeyringError.factsChanged) { try Keyring(files: changed, kek: kek) }
    }

    @Test func `white space in keyring.json has no effect`() throws {
        let changed = try facts(replacing: ",\"", with: ",\n  \"")
        #expect(try Keyring(files: changed, kek: kek).activeCodeKey?.id == 11)
    }

    @Test func `a keyring with two active keys of a purpose, or none, is rejected`() throws {
        for (old, new) in [("\"compromised\"", "\"active\""), ("\"active\"", "\"retired\"")] {
            let changed = try facts(replacing: old, with: new)
            #expect(throws: KeyringError.format(file: "keyring.json")) {
                try Keyring(files: changed, kek: kek)
            }
        }
    }

    @Test func `exchanged key files are rejected`() throws {
        var swapped = files
        swapped["code-10.key"] = files["code-11.key"]
        swapped["code-11.key"] = files["code-10.key"]
        #expect(throws: KeyringError.changed(file: "code-10.key")) {
            try Keyring(files: swapped, kek: kek)
        }
    }

    @Test func `another key-encryption key does not open the keyring`() throws {
        let other = try KeyEncryptionKey([UInt8](repeating: 8, count: 32))
        #expect(throws: KeyringError.otherKeyEncryptionKey) {
            try Keyring(files: files, kek: other)
        }
        #expect(throws: KeyringError.keyEncryptionKeyLength(16)) {
            try KeyEncryptionKey([UInt8](repeating: 8, count: 16))
        }
    }

    @Test func `the error names a missing key file, unless its key is retired`() throws {
        var without = files
        without["code-11.key"] = nil
        #expect(throws: KeyringError.missing(file: "code-11.key")) {
            try Keyring(files: without, kek: kek)
        }
        let retired = try Keyring.new(kek: kek, at: now)
            .staging(.code, kek: kek, at: now)
            .retiring("11", kek: kek, at: now)
        var destroyed = retired.files(sealedBy: kek)
        destroyed["code-11.key"] = nil
        #expect(try Keyring(files: destroyed, kek: kek).codeKey(11) == nil)
    }

    @Test func `each flipped, removed or added byte is rejected`() throws {
        let original = try Keyring(files: files, kek: kek)
        for (name, bytes) in files {
            for index in bytes.indices where index % 7 == 0 || name == "code-11.key" {
                var changed = files
                changed[name]?[index] ^= 1
                let opened = try? Keyring(files: changed, kek: kek)
                // Bytes that the reader ignores (a space, the file's copy of its id) may change without effect.
                #expect(opened == nil || opened?.facts == original.facts)
            }
            for count in stride(from: 0, to: bytes.count - 1, by: 11) {
                var changed = files
                changed[name] = Array(bytes[..<count])
                #expect(throws: KeyringError.self) { try Keyring(files: changed, kek: kek) }
            }
            var changed = files
            changed[name]?.append(UInt8(ascii: "x"))
            #expect(throws: KeyringError.self) { try Keyring(files: changed, kek: kek) }
        }
    }

    @Test func `the files do not contain the secrets`() throws {
        let all = files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
        let data = try #require(try Keyring(files: files, kek: kek).activeDataKey)
        #expect(!all.contains(Hex.encode(try data.derived(for: "saorg/data/1"))))
        #expect(!all.contains(Hex.encode([UInt8](repeating: 7, count: 32))))
    }

    @Test func `only the same passphrase opens a keyring`() throws {
        let derivation = PassphraseDerivation()
        let right = try KeyEncryptionKey(passphrase: Array("کلید".utf8), derivation)
        let files = try Keyring.new(kek: right, at: now).files(sealedBy: right)
        let read = try #require(try Keyring.Outline(files: files).derivation)
        #expect(read == derivation)
        let again = try KeyEncryptionKey(passphrase: Array("کلید".utf8), read)
        #expect(try Keyring(files: files, kek: again).activeCodeKey?.id == 10)
        let wrong = try KeyEncryptionKey(passphrase: Array("کلیذ".utf8), read)
        #expect(throws: KeyringError.otherKeyEncryptionKey) {
            try Keyring(files: files, kek: wrong)
        }
    }
}
