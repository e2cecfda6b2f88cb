/// A key that something names and that this machine does not have; another one may.
///
/// As an error it says that what the key vouches for can here be neither believed nor refused. Whatever
/// named the key is not believed: it decides no more than how this is said.
package struct MissingKey: Error, Hashable, Sendable {
    /// What the key would be for.
    package let purpose: Keyring.Purpose
    /// Its name, as in `KeyFacts`.
    package let id: String

    /// A key by its name.
    package init(purpose: Keyring.Purpose, id: String) {
        self.purpose = purpose
        self.id = id
    }

    /// A code key, by its id.
    package static func code(_ id: UInt8) -> MissingKey {
        MissingKey(purpose: .code, id: String(id))
    }

    /// A token key, by its `kid`.
    package static func token(_ kid: [UInt8]) -> MissingKey {
        MissingKey(purpose: .token, id: Hex.encode(kid))
    }

    /// A data key, by the four bytes that name it.
    package static func data(_ id: [UInt8]) -> MissingKey {
        MissingKey(purpose: .data, id: Hex.encode(id))
    }
}
