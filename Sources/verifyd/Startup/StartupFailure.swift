import ArgumentParser
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
        case .unreachable(_, let words) as StoreError:
            sentences = ["the database cannot be reached: \(words)"]
            hint = "check that its server runs, and the setting database"
        case .refused(let refusal, let words) as StoreError:
            sentences = ["the database cannot be used: \(words)"]
            hint = refusal.wayOut(
                passwordFile: "database-password-file, or systemd's credential database-password"
            )
        case DatabaseLocation.ParsingError.passwordInside:
            sentences = ["database: the address holds a password, which other users can read there"]
            hint =
                "put it into a file: database-password-file, or systemd's credential database-password"
            code = 64
        case DatabaseLocation.ParsingError.engineLeftOut(let name):
            sentences = ["database: this verifyd was built without \(name)"]
            hint = "use the program of the package, or build without --disable-default-traits"
            code = 64
        case is DatabaseLocation.ParsingError:
            sentences = ["database: the address is malformed"]
            hint =
                "write it like sqlite:/var/lib/sehat/sehat.db or postgres://sehat@db.example.ir/sehat"
            code = 64
        case .newer(let module, let number, let known) as StoreError:
            sentences = [
                "the database was migrated by a newer program (\(module) \(number), known \(known))"
            ]
            hint = "install the newer package on this machine"
        case .cannotOpen(let words) as StoreError:
            sentences = ["the database cannot be opened: \(words)"]
            hint = "verify-cli db migrate --database sqlite:PATH creates a new one"
        case .io(let words) as StoreError:
            sentences = ["the disk or the network failed: \(words)"]
            hint = "start again"
        case StoreError.busy, StoreError.conflict:
            sentences = ["another program keeps the database busy"]
            hint = "start again"
        case let error as StoreError:
            sentences = ["the database cannot be used: \(error)"]
        case let error as CannotListen:
            let reason = error.number.map(Self.words) ?? "no such host"
            sentences = ["the daemon cannot listen at \(error.endpoint): \(reason)"]
            hint =
                "find what listens there (ss -ltnp), or choose another address: --\(error.setting) ADDRESS:PORT"
        default:
            sentences = ["\(error)"]
        }
    }

    /// Returns the system's text for an error number.
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
