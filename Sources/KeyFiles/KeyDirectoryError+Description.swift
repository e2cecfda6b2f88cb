import VerifyCore

extension KeyDirectoryError: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        switch self {
        case .absent(let path): "there is no keyring in \(path)"
        case .exists(let path): "a keyring already exists in \(path)"
        case .leftovers(let path, let files):
            "\(path) has key files without a \(Keyring.factsFileName): \(files.joined(separator: ", "))"
        case .permissions(let path, let mode):
            "other users than the owner have access to \(path) (mode \(String(mode & 0o7777, radix: 8)))"
        case .noKeyEncryptionKey(let path): "there is no key-encryption key at \(path)"
        case .keyEncryptionKeyFormat(let path):
            "\(path) holds no key-encryption key: it has neither 32 bytes nor 64 hexadecimal digits"
        case .older(let path, let serial, let reached):
            "\(path)/\(Keyring.factsFileName) is an older version: it is at ceremony \(serial), \(CeremonyLog.fileName) at \(reached)"
        case .unrecorded(_, let reason):
            "the keyring has changed, but \(CeremonyLog.fileName) could not be written: \(reason)"
        case .developmentKeys(let path):
            "the keys in \(path) are development keys, which are public"
        case .busy(let path): "another ceremony is in progress in \(path)"
        case .system(let path, let reason): "\(path): \(reason)"
        case .keyring(let error): error.description
        }
    }

    /// What the operator can do, as one clause for a `hint:` line.
    package var hint: String? {
        switch self {
        case .absent(let path): "make one: verify-cli keys init --keys \(path)"
        case .exists: "to change its keys: verify-cli keys rotate --purpose code|token|data"
        case .leftovers(let path, _):
            "restore \(Keyring.factsFileName) from the backup; after an interrupted init: rm \(path)/*\(Keyring.keyFileSuffix)"
        case .permissions(let path, let mode):
            mode & 0o17_0000 == 0o4_0000 ? "run: chmod 700 \(path)" : "run: chmod 600 \(path)"
        case .noKeyEncryptionKey(let path):
            "name its file with --kek-file; for a new keyring make one: (umask 077; openssl rand -hex 32 > \(path))"
        case .keyEncryptionKeyFormat:
            "name the right file with --kek-file; this one is left as it is"
        case .older(let path, _, _):
            "put back the newest \(Keyring.factsFileName) with its key files; where it is lost for good: mv \(path)/\(CeremonyLog.fileName) \(path)/\(CeremonyLog.fileName).lost, then repeat the ceremonies that that file lists"
        case .unrecorded(let path, _):
            "verify-cli keys list --keys \(path) shows the keys; the next ceremony adds the line"
        case .developmentKeys: "make your own keys: verify-cli keys init --keys DIR"
        case .busy: "wait until it has ended, then try again"
        case .system: "run it as the user who owns the keys, and check the path"
        case .keyring(let error): error.hint
        }
    }
}
