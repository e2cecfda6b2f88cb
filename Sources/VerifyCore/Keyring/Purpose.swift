extension Keyring {
    /// What a key is for; none serves two purposes.
    package enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// Authenticity codes and the MACs of rows: K_loc and K_tag.
        case code
        /// The signatures of QR tokens: Ed25519.
        case token
        /// Data at rest: documents, the hashes of former codes, and the seals of rows that lead to issuing.
        case data

        /// How many secret bytes a key has.
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

    /// Whose keys they are.
    package enum Realm: String, Sendable {
        /// Keys that stay secret.
        case production
        /// Keys that everybody may read; a production configuration refuses them.
        case development
    }

    /// The ids of code keys in production (design §2); 99 is the test realm, which needs no key.
    static let codeIDs: ClosedRange<UInt8> = 10...89
    /// The file of the public facts.
    package static let factsFileName = "keyring.json"
    /// How the names of key files end.
    package static let keyFileSuffix = ".key"
}
