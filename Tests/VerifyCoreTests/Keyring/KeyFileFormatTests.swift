import Testing

@testable import VerifyCore

/// Key directories that a program wrote from docs/formats/key-files.md alone.
struct KeyFileFormatTests {
    @Test func `a directory that another program wrote opens`() throws {
        for vector in try FormatVectors("keyring").cases("keyrings") {
            let files = try Self.files(vector)
            let kek = try Self.key(vector, files)
            let keyring = try Keyring(files: files, kek: kek)
            let code = try #require(keyring.activeCodeKey)
            #expect(try code.id == vector.integer("key_id"))
            let uuid = try #require(RecordID(vector.bytes("uuid")))
            #expect(try code.locator(for: uuid, counter: 0) == vector.integer("locator"))
            #expect(try keyring.activeTokenKey?.kid == vector.bytes("kid"))
            let document = VectorCase(json: try #require(vector.json["document"]))
            let opened = try #require(keyring.activeDataKey)
                .open(document.bytes("sealed"), authenticating: document.bytes("data"))
            #expect(try opened == document.bytes("plaintext"))
            // The product writes the same bytes.
            #expect(keyring.files(sealedBy: kek) == files)
        }
    }

    @Test func `a key file under another name does not open`() throws {
        let vector = try #require(FormatVectors("keyring").cases("keyrings").first)
        var files = try Self.files(vector)
        let kek = try Self.key(vector, files)
        let names = files.keys.filter { $0 != Keyring.factsFileName }.sorted()
        try #require(names == ["code-17.key", "data-0530a96c.key", "token-6c8f8607.key"])
        (files[names[1]], files[names[2]]) = (files[names[2]], files[names[1]])
        #expect(throws: KeyringError.changed(file: names[2])) {
            try Keyring(files: files, kek: kek)
        }
    }

    private static func files(_ vector: VectorCase) throws -> KeyringFiles {
        var files: KeyringFiles = [:]
        for member in try #require(vector.json["files"]?.members) {
            files[member.name] = Array(try #require(member.value.string).utf8)
        }
        return files
    }

    private static func key(_ vector: VectorCase, _ files: KeyringFiles) throws -> KeyEncryptionKey
    {
        guard let passphrase = vector.json["passphrase"]?.string else {
            return try KeyEncryptionKey(vector.bytes("kek"))
        }
        let derivation = try #require(Keyring.Outline(files: files).derivation)
        return try KeyEncryptionKey(passphrase: Array(passphrase.utf8), derivation)
    }
}
