package import VerifyCore

/// Why a key directory cannot be used, or a ceremony cannot be performed.
package enum KeyDirectoryError: Error, Equatable, Sendable {
    /// There is no keyring at the path.
    case absent(path: String)
    /// There is a keyring already.
    case exists(path: String)
    /// There are key files without keyring.json: `init` was interrupted, or keyring.json was lost.
    case leftovers(path: String, files: [String])
    /// Other users than the owner may read or write a file or the directory.
    case permissions(path: String, mode: UInt32)
    /// A name of the key directory is a link, or not a regular file.
    case notPlain(path: String, FileKind)
    /// A file belongs to a user who does not own the key directory.
    case foreignOwner(path: String, owner: UInt32)
    /// The file with the key-encryption key does not exist.
    case noKeyEncryptionKey(path: String)
    /// The file has neither 32 bytes nor 64 hexadecimal digits.
    case keyEncryptionKeyFormat(path: String)
    /// keyring.json is older than the last ceremony in ceremony.log: a key that was compromised or retired
    /// since would be used again.
    case older(path: String, serial: Int64, reached: Int64)
    /// There is no ceremony.log, which every keyring has.
    case logMissing(path: String, serial: Int64)
    /// ceremony.log ends before the ceremony that made keyring.json.
    case logCut(path: String, serial: Int64, reached: Int64)
    /// A line of ceremony.log, counted from 1, does not match its MAC or is not the one that keyring.json
    /// names.
    case logChanged(path: String, line: Int)
    /// The ceremony was performed and its keyring is in use, but ceremony.log could not be replaced.
    case unrecorded(path: String, reason: String)
    /// The keys are public, and the configuration is one of production.
    case developmentKeys(path: String)
    /// Another ceremony is running.
    case busy(path: String)
    /// The system refused; `reason` is its own text.
    case system(path: String, reason: String)
    /// The files are not a keyring, or the state of a key does not allow the step.
    case keyring(KeyringError)

    /// What a name is instead of a plain file.
    package enum FileKind: String, Sendable {
        case symbolicLink = "a symbolic link"
        case hardLink = "a file that has another name too (hard link)"
        case special = "not a regular file"
    }

    /// Runs a step of the keyring and wraps its error.
    static func translating<Value>(
        _ body: () throws(KeyringError) -> Value
    ) throws(KeyDirectoryError) -> Value {
        do { return try body() } catch { throw .keyring(error) }
    }
}

extension KeyDirectoryError: CustomStringConvertible {
    /// What is wrong: lower case, without a full stop, to be printed after `error: `.
    package var description: String {
        switch self {
        case .absent(let path): "there is no keyring in \(path)"
        case .exists(let path): "a keyring already exists in \(path)"
        case .leftovers(let path, let files):
            "\(path) has key files without a \(Keyring.factsFileName): \(files.joined(separator: ", "))"
        case .permissions(let path, let mode):
            "other users than the owner have access to \(path) (mode \(String(mode & 0o7777, radix: 8)))"
        case .notPlain(let path, let kind): "\(path) is \(kind.rawValue)"
        case .foreignOwner(let path, let owner):
            "\(path) belongs to user \(owner), who does not own the key directory"
        case .noKeyEncryptionKey(let path): "there is no key-encryption key at \(path)"
        case .keyEncryptionKeyFormat(let path):
            "\(path) holds no key-encryption key: it has neither 32 bytes nor 64 hexadecimal digits"
        case .older(let path, let serial, let reached):
            "\(path)/\(Keyring.factsFileName) is an older version: it is at ceremony \(serial), \(CeremonyLog.fileName) at \(reached)"
        case .logMissing(let path, let serial):
            "\(path)/\(CeremonyLog.fileName) is missing, and the keyring is at ceremony \(serial)"
        case .logCut(let path, let serial, let reached):
            "\(path)/\(CeremonyLog.fileName) ends at ceremony \(reached), the keyring is at \(serial)"
        case .logChanged(let path, let line):
            "\(path)/\(CeremonyLog.fileName) was changed: line \(line) does not match its MAC"
        case .unrecorded(_, let reason):
            "the keyring has changed, but \(CeremonyLog.fileName) could not be written: \(reason)"
        case .developmentKeys(let path):
            "the keys in \(path) are development keys, which are public"
        case .busy(let path): "another ceremony is in progress in \(path)"
        case .system(let path, let reason): "\(path): \(reason)"
        case .keyring(let error): error.description
        }
    }

    /// What to do, to be printed after `hint: `; nil when there is nothing to advise.
    package var hint: String? {
        switch self {
        case .absent(let path): "make one: verify-cli keys init --keys \(path)"
        case .exists: "to change its keys: verify-cli keys rotate --purpose code|token|data"
        case .leftovers(let path, _):
            "restore \(Keyring.factsFileName) from the backup; after an interrupted init: rm \(path)/*\(Keyring.keyFileSuffix)"
        case .permissions(let path, let mode):
            mode & 0o17_0000 == 0o4_0000 ? "run: chmod 700 \(path)" : "run: chmod 600 \(path)"
        case .notPlain(let path, _):
            "find out which program created it, then put the plain file back in its place: rm \(path)"
        case .foreignOwner(let path, _):
            "find out which program created it, then run: chown --reference=$(dirname \(path)) \(path)"
        case .noKeyEncryptionKey(let path):
            "name its file with --kek-file; for a new keyring make one: (umask 077; openssl rand -hex 32 > \(path))"
        case .keyEncryptionKeyFormat:
            "name the right file with --kek-file; this one is left as it is"
        case .older(let path, _, _):
            "put back the newest \(Keyring.factsFileName) with its key files; if it is lost permanently: verify-cli keys new-log --keys \(path), then repeat the ceremonies that the former log records"
        case .logMissing(let path, _), .logCut(let path, _, _), .logChanged(let path, _):
            "put back the newest \(CeremonyLog.fileName); if it is lost permanently, and \(Keyring.factsFileName) is the newest: verify-cli keys new-log --keys \(path)"
        case .unrecorded(let path, _):
            "verify-cli keys list --keys \(path) shows the keys; the next ceremony completes the log"
        case .developmentKeys: "make your own keys: verify-cli keys init --keys DIR"
        case .busy: "wait until it has ended, then try again"
        case .system: "run it as the user who owns the keys, and check the path"
        case .keyring(let error): error.hint
        }
    }
}
