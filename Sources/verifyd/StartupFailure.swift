import ArgumentParser
import Foundation
import KeyFiles
import Registry
import Store

/// Why the program stops: sentences for standard error, a hint, and the exit code.
struct StartupFailure {
    let sentences: [String]
    var hint: String?
    /// 64 for what the operator wrote, 69 for what cannot be had.
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
            hint = error.hint(passwordFile: Self.passwordSetting)
            code = 64
        case let error as StoreError:
            sentences = [error.description]
            hint = error.hint(passwordFile: Self.passwordSetting)
        case let error as CannotListen:
            let reason = error.number.map(Self.words) ?? "no such host"
            sentences = ["the daemon cannot listen at \(error.endpoint): \(reason)"]
            hint =
                "see what listens there (ss -ltnp), or choose another address: --\(error.setting) ADDRESS:PORT"
        default:
            sentences = ["\(error)"]
        }
    }

    /// How the daemon takes the password of the database.
    private static let passwordSetting =
        "database-password-file, or systemd's credential database-password"

    /// What the system calls the number of an error.
    private static func words(for number: CInt) -> String {
        unsafe String(cString: strerror(number))
    }

    /// Says it, and answers what to throw so that the program ends with the code.
    func said() -> ExitCode {
        var text = sentences.map { "error: \($0)\n" }.joined()
        if let hint { text += "hint: \(hint)\n" }
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
        return ExitCode(code)
    }
}
