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

extension KeyDirectoryError: CustomStringConvertible {
    /// What is wrong, as a person reads it behind `error: `.
    package var description: String {
        switch self {
        case .absent(let path): "there is no keyring in \(path)"
        case .exists(let path): "there is a keyring in \(path) already"
        case .leftovers(let path, let files):
            "\(path) has key files without a \(Keyring.factsFileName): \(files.joined(separator: ", "))"
        case .permissions(let path, let mode):
            "others than the owner have access to \(path) (mode \(String(mode & 0o7777, radix: 8)))"
        case .noKeyEncryptionKey(let path): "there is no key-encryption key at \(path)"
        case .keyEncryptionKeyFormat(let path):
            "\(path) holds no key-encryption key: it has neither 32 bytes nor 64 hexadecimal digits"
        case .older(let path, let serial, let reached):
            "\(path)/\(Keyring.factsFileName) is an older one: it is at ceremony \(serial), \(CeremonyLog.fileName) at \(reached)"
        case .unrecorded(_, let reason):
            "the keyring has changed, but \(CeremonyLog.fileName) could not be written: \(reason)"
        case .developmentKeys(let path):
            "the keys in \(path) are development keys, which everybody has"
        case .busy(let path): "another ceremony is under way in \(path)"
        case .system(let path, let reason): "\(path): \(reason)"
        case .keyring(let error): Self.words(error)
        }
    }

    /// What to do, behind `hint: `.
    package var hint: String? {
        switch self {
        case .absent(let path): "make one: verify-cli keys init --keys \(path)"
        case .exists: "to change its keys: verify-cli keys rotate --purpose code|token|data"
        case .leftovers(let path, _):
            "restore \(Keyring.factsFileName) from the backup; after an interrupted init: rm \(path)/*\(Keyring.keyFileSuffix)"
        case .permissions(let path, let mode):
            mode & 0o17_0000 == 0o4_0000 ? "run: chmod 700 \(path)" : "run: chmod 600 \(path)"
        case .noKeyEncryptionKey(let path):
            "name it with --kek-file, or make one: (umask 077; openssl rand -hex 32 > \(path))"
        case .keyEncryptionKeyFormat(let path):
            "make one: (umask 077; openssl rand -hex 32 > \(path))"
        case .older(let path, _, _):
            "put back the newest \(Keyring.factsFileName) with its key files; where it is lost for good: mv \(path)/\(CeremonyLog.fileName) \(path)/\(CeremonyLog.fileName).lost, then hold again what that file tells"
        case .unrecorded(let path, _):
            "see the keys: verify-cli keys list --keys \(path); the next ceremony adds the line"
        case .developmentKeys: "make keys of your own: verify-cli keys init --keys DIR"
        case .busy: "wait until it has ended"
        case .system: nil
        case .keyring(let error): Self.hint(error)
        }
    }

    private static func words(_ error: KeyringError) -> String {
        switch error {
        case .format(let file): "\(file) is not in the form that it must have"
        case .missing(let file): "\(file) is missing"
        case .changed(let file): "\(file) was changed, or is another key's file"
        case .factsChanged: "\(Keyring.factsFileName) was changed by hand: its MAC does not match"
        case .otherKeyEncryptionKey: "the keyring is wrapped under another key-encryption key"
        case .keyEncryptionKeyLength(let count):
            "a key-encryption key has 32 bytes, this one has \(count)"
        case .passphrase(let isNeeded):
            isNeeded ? "the keyring needs its passphrase" : "the keyring has no passphrase"
        case .noSuchKey(let id): "no key has the id \(id)"
        case .notAllowed(let step, let id, let state):
            "cannot \(step.rawValue) key \(id): it is \(state.word)"
        case .idsExhausted(let purpose): "all ids of \(purpose.rawValue) keys are used up"
        case .crypto: "libcrypto refused"
        }
    }

    private static func hint(_ error: KeyringError) -> String? {
        switch error {
        case .format, .missing, .changed, .factsChanged: "restore the directory from its backup"
        case .otherKeyEncryptionKey:
            "name the file with the right one, or type the right passphrase"
        case .passphrase(let isNeeded):
            isNeeded ? "add --passphrase-file FILE" : "name the key-encryption key's file instead"
        case .noSuchKey: "see the ids: verify-cli keys list"
        case .notAllowed(.retire, _, .active):
            "first let another key take its place: verify-cli keys rotate"
        case .notAllowed, .keyEncryptionKeyLength, .idsExhausted, .crypto: nil
        }
    }
}
