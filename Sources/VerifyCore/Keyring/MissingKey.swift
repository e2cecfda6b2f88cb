/// A key that a row, code or token names and that this machine's keyring has never had; another machine may
/// have it.
///
/// As an error it means that the data can be neither verified nor rejected here. The name of the key is not
/// authenticated: use it for the message only.
package struct MissingKey: Error, Hashable, Sendable {
    /// The purpose of the key.
    package let purpose: Keyring.Purpose
    /// The id, as in `KeyFacts`.
    package let id: String

    /// Creates the name of a key.
    package init(purpose: Keyring.Purpose, id: String) {
        self.purpose = purpose
        self.id = id
    }

    /// Names a code key by its id.
    package static func code(_ id: UInt8) -> MissingKey {
        MissingKey(purpose: .code, id: String(id))
    }

    /// Names a token key by its `kid`.
    package static func token(_ kid: [UInt8]) -> MissingKey {
        MissingKey(purpose: .token, id: Hex.encode(kid))
    }

    /// Names a data key by its four bytes.
    package static func data(_ id: [UInt8]) -> MissingKey {
        MissingKey(purpose: .data, id: Hex.encode(id))
    }
}
