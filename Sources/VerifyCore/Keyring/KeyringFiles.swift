/// The bytes of files by name.
package typealias KeyringFiles = [String: [UInt8]]

extension Keyring {
    private static let format = "sehat-keyring/1"
    /// The limit of keyring.json in bytes; each of a few hundred keys takes some hundred.
    static let mostFactsBytes = 1 << 20

    /// Opens a keyring.
    ///
    /// Checks the MAC of keyring.json first. Ignores key files that keyring.json does not name: an interrupted
    /// ceremony leaves such files.
    ///
    /// - Throws: `KeyringError`; `factsChanged` when keyring.json was edited by hand.
    package init(files: KeyringFiles, kek: KeyEncryptionKey) throws(KeyringError) {
        let outline = try Outline(files: files)
        guard outline.kekID == kek.id else { throw .otherKeyEncryptionKey }
        guard constantTimeEqual(outline.mac, kek.macKey.authenticate(outline.covered)) else {
            throw .factsChanged
        }
        contents = try KeyringContents(
            realm: outline.realm,
            serial: outline.serial,
            facts: outline.facts,
            files: files.filter { name, _ in outline.facts.contains { $0.fileName == name } },
            kek: kek
        )
    }

    /// The files of the keyring: one for each key, and keyring.json.
    ///
    /// `log` is the MAC of the ceremony log's last line, which keyring.json then names.
    package func files(sealedBy kek: KeyEncryptionKey, log: [UInt8]? = nil) -> KeyringFiles {
        var covered: [JSON.Member] = [
            .init("format", .string(Self.format)), .init("realm", .string(realm.rawValue)),
            .init("serial", .integer(serial)), .init("kek", .string(kek.id)),
            .init("passphrase", kek.derivation?.json ?? .null),
            .init("keys", .array(facts.map(\.json))),
        ]
        if let log { covered.append(.init("log", .string(Hex.encode(log)))) }
        let mac = kek.macKey.authenticate(JSON.object(covered).encoded())
        let json = JSON.object(covered + [.init("mac", .string(Hex.encode(mac)))])
        var files = contents.files
        files[Self.factsFileName] = json.encoded() + [UInt8(ascii: "\n")]
        return files
    }
}

extension Keyring {
    /// The content of keyring.json before its MAC is checked.
    package struct Outline: Sendable {
        /// Whether the keys are secret.
        package let realm: Realm
        /// How to derive the key-encryption key from a passphrase; nil when there is no passphrase.
        package let derivation: PassphraseDerivation?
        /// The names of the key files that must be there.
        package var fileNames: [String] { facts.map(\.fileName) }
        /// The number of ceremonies.
        package let serial: Int64
        /// The MAC of the ceremony log's last line; nil in a keyring.json of a version without these MACs.
        package let log: [UInt8]?
        let facts: [KeyFacts]
        let kekID: String
        let mac: [UInt8]
        let covered: [UInt8]

        /// Reads keyring.json among the files.
        ///
        /// - Throws: `missing` or `format`.
        package init(files: KeyringFiles) throws(KeyringError) {
            guard let bytes = files[factsFileName] else { throw .missing(file: factsFileName) }
            guard
                let json = try? JSON(parsing: bytes, size: mostFactsBytes),
                let members = json.members, members.last?.name == "mac",
                json["format"]?.string == Keyring.format,
                let realm = json["realm"]?.string.flatMap(Realm.init(rawValue:)),
                let serial = json["serial"]?.integer, let kekID = json["kek"]?.string,
                let keys = json["keys"]?.array, let passphrase = json["passphrase"],
                let mac = json["mac"]?.string.flatMap({ try? Hex.decode($0) })
            else { throw .format(file: factsFileName) }
            let log = json["log"].map { $0.string.flatMap { try? Hex.decode($0) } }
            if case .some(.none) = log { throw .format(file: factsFileName) }
            var facts: [KeyFacts] = []
            for key in keys { facts.append(try KeyFacts(key)) }
            guard Set(facts.map(\.id)).count == facts.count else {
                throw .format(file: factsFileName)
            }
            for purpose in Purpose.allCases
            where facts.count(where: { $0.purpose == purpose && $0.state == .active }) != 1 {
                throw .format(file: factsFileName)
            }
            self.realm = realm
            self.serial = serial
            self.facts = facts
            self.kekID = kekID
            self.mac = mac
            self.log = log ?? nil
            derivation = passphrase == .null ? nil : try PassphraseDerivation(passphrase)
            covered = JSON.object(members.dropLast()).encoded()
        }
    }
}
