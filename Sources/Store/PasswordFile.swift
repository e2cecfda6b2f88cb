import Foundation

/// The file with the password for the database's server, and nothing else in it.
///
/// It is read at every connection, so a new password needs no restart.
package struct PasswordFile: Sendable, Hashable {
    let path: String
    /// Whether only its owner may be able to read it; systemd guards its credentials itself.
    let isGuarded: Bool

    /// The name of systemd's credential (`LoadCredential=database-password:…`).
    package static let credentialName = "database-password"

    /// Returns the named file, else a credential of systemd; nil where there is neither.
    package static func found(file: String?, environment: [String: String]) -> PasswordFile? {
        if let file, !file.isEmpty {
            return PasswordFile(path: file, isGuarded: true)
        }
        guard let directory = environment["CREDENTIALS_DIRECTORY"],
            case let path = "\(directory)/\(credentialName)",
            unsafe access(path, F_OK) == 0
        else {
            return nil
        }
        return PasswordFile(path: path, isGuarded: false)
    }

    /// The password, without the end of its line.
    func password() throws(StoreError) -> String {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            throw .rejected(
                .passwordFile,
                "the password file \(path): \(systemWords(errno))"
            )
        }
        guard !isGuarded || status.st_mode & 0o077 == 0 else {
            throw .rejected(
                .passwordFile,
                "other users may read the password in \(path); run: chmod 600 \(path)"
            )
        }
        guard let bytes = FileManager.default.contents(atPath: path),
            let text = String(bytes: bytes, encoding: .utf8)
        else {
            throw .rejected(.passwordFile, "the password in \(path) cannot be read")
        }
        return text.trimmingCharacters(in: .newlines)
    }
}
