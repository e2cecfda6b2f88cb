import ArgumentParser
import Foundation
import KeyFiles
import Registry
import VerifyCore

/// The key directory that a command works with, and the secret that opens it.
struct KeysOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The directory of the keys (SEHAT_KEYS).", valueName: "dir"),
        completion: .directory
    )
    var keys: String?

    @Option(
        name: [.customLong("kek-file"), .customLong("key-encryption-key")],
        help: ArgumentHelp(
            "The key-encryption key's file, where it is not kek in the directory (SEHAT_KEY_ENCRYPTION_KEY).",
            valueName: "file"
        ),
        completion: .file()
    )
    var kekFile: String?

    @Option(
        help: ArgumentHelp(
            "A file with the passphrase of the keys; without it the program prompts for one.",
            valueName: "file"
        ),
        completion: .file()
    )
    var passphraseFile: String?

    @Flag(help: "Accept development keys, which are public.")
    var development = false

    /// The directory, or nil where none is given.
    var path: String? { keys ?? Environment.keys }

    /// Returns the directory with the secret that opens it; prompts for a passphrase where the keyring
    /// has one.
    func directory() throws -> KeyDirectory {
        let path = try requiredPath()
        let plain = KeyDirectory(path: path, kek: .inDirectory, allowsDevelopmentKeys: development)
        let needsPassphrase = try plain.outline().derivation != nil
        let source: KEKSource =
            needsPassphrase ? .passphrase(try passphrase(for: path)) : found
        return KeyDirectory(path: path, kek: source, allowsDevelopmentKeys: development)
    }

    /// Returns the directory of a new keyring.
    func newDirectory(withPassphrase: Bool) throws -> KeyDirectory {
        let path = try requiredPath()
        guard withPassphrase || passphraseFile != nil else {
            return KeyDirectory(path: path, kek: found, allowsDevelopmentKeys: development)
        }
        guard kekFile == nil else {
            throw Failure.usage("keys are opened by a file or by a passphrase, not by both")
        }
        let secret = try passphraseFile.map(Self.passphrase(in:)) ?? Prompt.newPassphrase()
        return KeyDirectory(path: path, kek: .passphrase(Array(secret.utf8)))
    }

    /// Runs work that writes sealed rows; where it fails because no keys are named, the error tells so.
    ///
    /// Institutions can be added without keys until the first degree is issued.
    func explainingAbsence<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch  where path == nil && Self.isAbsence(error) {
            throw Failure.usage(
                "the institutions of this register are sealed, and no keys are named",
                hint: "add --keys DIR or set SEHAT_KEYS"
            )
        }
    }

    private static func isAbsence(_ error: any Error) -> Bool {
        error is MissingKey || error as? RegistryError == .noActiveKey(.data)
    }

    /// Reads and opens the keyring.
    func load() throws -> Keyring {
        try directory().load()
    }

    /// Returns the path of the keys, which will be read next: their bytes must not be in a core dump.
    private func requiredPath() throws(Failure) -> String {
        ProcessMemory.keepPrivate()
        guard let path else {
            throw .usage("no keys are named", hint: "add --keys DIR or set SEHAT_KEYS")
        }
        return path
    }

    private var found: KEKSource {
        .found(
            file: kekFile ?? Environment.keyEncryptionKey,
            environment: ProcessInfo.processInfo.environment
        )
    }

    private func passphrase(for path: String) throws(Failure) -> [UInt8] {
        if let passphraseFile { return Array(try Self.passphrase(in: passphraseFile).utf8) }
        return Array(try Prompt.passphrase("Passphrase of the keys in \(path)").utf8)
    }

    private static func passphrase(in file: String) throws(Failure) -> String {
        let text = try InputFile(secret: file, of: "--passphrase-file").text()
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard !line.isEmpty else {
            throw .usage("the file of --passphrase-file holds no passphrase")
        }
        return line
    }
}
