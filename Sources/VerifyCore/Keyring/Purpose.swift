extension Keyring {
    /// What a key is used for; no key has two purposes.
    package enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// Authenticity codes and the MACs of rows: K_loc and K_tag.
        case code
        /// The signatures of QR tokens: Ed25519.
        case token
        /// Data at rest: documents, the hashes of former codes, and the seals of rows (`RowSeal.swift`).
        case data

        /// The length of a key's secret in bytes.
        var secretCount: Int {
            switch self {
            case .code: 64
            case .token, .data: 32
            }
        }

        func allows(id: String) -> Bool {
            switch self {
            case .code: id.utf8.count == 2 && UInt8(id).map(codeIDs.contains) ?? false
            case .token, .data:
                id.utf8.count == 8
                    && id.utf8.allSatisfy {
                        UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
                            || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
                    }
            }
        }
    }

    /// Whether the keys of a keyring are secret.
    package enum Realm: String, Sendable {
        /// Secret keys.
        case production
        /// Published keys, which a production configuration rejects.
        case development
    }

    /// The ids of code keys in production (docs/formats/authenticity-code.md).
    ///
    /// The key of 99, the test realm, is published (`CodeKey.testRealm`), so no keyring may have it.
    static let codeIDs: ClosedRange<UInt8> = 10...89
    /// The name of the file of the public facts.
    package static let factsFileName = "keyring.json"
    /// The end of the names of key files.
    package static let keyFileSuffix = ".key"
}
