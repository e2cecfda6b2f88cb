import ArgumentParser
import Casework
import Foundation
import KeyFiles
import Registry
import Store
import Web

/// Why the program stops: lines for standard error, a hint, and the exit code.
struct StartupFailure {
    let sentences: [String]
    var hint: String?
    /// 64 (usage) for a fault of the settings, 69 (unavailable) for any other.
    var code: Int32 = 69

    init(_ error: any Error) {
        switch error {
        case let faults as Settings.Faults:
            sentences = faults.all.map(\.description)
            hint = "verifyd serve --help lists every setting"
            code = 64
        case let error as KeyDirectoryError:
            sentences = [error.description]
            hint = error.hint
        case let error as DatabaseLocation.ParsingError:
            sentences = ["database: \(error)"]
            hint = error.hint(passwordFile: Self.passwordFile)
            code = 64
        case StoreError.schema(let differences):
            let error = StoreError.schema(differences)
            sentences = ["the schema of the database is not that of this program"] + differences
            hint = error.hint(passwordFile: Self.passwordFile)
        case let error as StoreError:
            sentences = [error.description]
            hint = error.hint(passwordFile: Self.passwordFile)
        case let error as KeyringSerial.Refusal:
            sentences = [error.description]
            hint = error.hint
        case let refusal as ServiceReleaseRefusal:
            sentences = refusal.sentences
            hint = refusal.hint
        case let error as CannotListen:
            let reason = error.number.map(Self.words) ?? "no such host"
            sentences = ["the daemon cannot listen at \(error.endpoint): \(reason)"]
            hint =
                "find what listens there (ss -ltnp), or choose another address: --\(error.setting) ADDRESS:PORT"
        default:
            sentences = ["\(error)"]
        }
    }

    private static let passwordFile =
        "database-password-file, or systemd's credential database-password"

    /// What the system calls the number of an error.
    private static func words(for number: CInt) -> String {
        unsafe String(cString: strerror(number))
    }

    /// Writes it to standard error; returns the exit code to throw.
    func report() -> ExitCode {
        var text = sentences.map { "error: \($0)\n" }.joined()
        if let hint { text += "hint: \(hint)\n" }
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
        return ExitCode(code)
    }
}
