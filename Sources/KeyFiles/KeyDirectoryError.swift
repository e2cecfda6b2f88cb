package import VerifyCore

/// Why a key directory cannot be used, or a ceremony cannot be held.
package enum KeyDirectoryError: Error, Equatable, Sendable {
    /// There is no keyring at the path.
    case absent(path: String)
    /// There is a keyring already.
    case exists(path: String)
    /// Key files lie there without keyring.json: from an interrupted `init`, or keyring.json was lost.
    case leftovers(path: String, files: [String])
    /// Others than the owner may read or write a file or the directory.
    case permissions(path: String, mode: UInt32)
    /// The file with the key-encryption key is not there.
    case noKeyEncryptionKey(path: String)
    /// Neither 32 bytes nor 64 hexadecimal digits.
    case keyEncryptionKeyFormat(path: String)
    /// keyring.json is of before the last ceremonies in ceremony.log: a key that was compromised or retired
    /// since would be used again.
    case older(path: String, serial: Int64, reached: Int64)
    /// The ceremony was held and its keyring stands, but its line in ceremony.log could not be written.
    case unrecorded(path: String, reason: String)
    /// Everybody has these keys, and the configuration is one of production.
    case developmentKeys(path: String)
    /// Another ceremony is under way.
    case busy(path: String)
    /// The system refused; `reason` in its words.
    case system(path: String, reason: String)
    /// The files are no keyring, or its states do not allow the step.
    case keyring(KeyringError)

    /// Runs what may refuse in the keyring's words.
    static func translating<Value>(
        _ body: () throws(KeyringError) -> Value
    ) throws(KeyDirectoryError) -> Value {
        do { return try body() } catch { throw .keyring(error) }
    }
}
