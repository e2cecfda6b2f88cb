import Foundation
import Web

/// A secret of a setting: in a file that only its owner can read, or a credential of systemd.
struct SecretFile: Sendable {
    /// The setting that names the file.
    let setting: String
    /// The name of systemd's credential (`LoadCredential=smtp-password:…`).
    let credential: String

    /// Returns the secret, without the end of its line; nil where there is neither file nor credential.
    ///
    /// - Throws: `Settings.Faults` for a file that cannot be read, or that other users can read.
    func read(_ path: String?) throws(Settings.Faults) -> String? {
        if let path, !path.isEmpty {
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue
            guard mode.map({ $0 & 0o077 == 0 }) ?? true else {
                throw fault("other users may read \(path); run: chmod 600 \(path)")
            }
            guard let secret = Self.content(path) else { throw fault("\(path) cannot be read") }
            return secret
        }
        guard let directory = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] else {
            return nil
        }
        return Self.content("\(directory)/\(credential)")
    }

    private static func content(_ path: String) -> String? {
        guard let bytes = FileManager.default.contents(atPath: path),
            let text = String(bytes: bytes, encoding: .utf8)
        else { return nil }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func fault(_ reason: String) -> Settings.Faults {
        Settings.Faults(all: [.dangerous(name: setting, reason: reason)])
    }
}
