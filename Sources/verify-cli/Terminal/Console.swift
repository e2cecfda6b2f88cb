import Foundation
import VerifyCore

/// The standard streams: stdout has the answer, stderr has notes, warnings and errors.
///
/// With `--json` the answer is one compact object a line, and notes are left out.
struct Console: Sendable {
    /// Whether the answer is JSON.
    let json: Bool

    /// Prints a line of the answer.
    func answer(_ line: String) {
        Self.write(line.paintedLine + "\n", to: .standardOutput)
    }

    /// Prints lines of the answer.
    func answer(_ lines: [String]) {
        for line in lines { answer(line) }
    }

    /// Prints objects of the answer, each on a line.
    func answer(_ objects: [JSON]) {
        for object in objects { answer(object) }
    }

    /// Prints an object of the answer, on one line.
    func answer(_ object: JSON) {
        Self.write(object.encoded().printableJSON + Array("\n".utf8), to: .standardOutput)
    }

    /// Prints the answer as JSON or as lines.
    func answer(_ object: @autoclosure () -> JSON, or lines: () -> Void) {
        if json { answer(object()) } else { lines() }
    }

    /// Prints lines of the answer; as notes where stdout has the results themselves.
    func summary(_ lines: [String], next files: String?...) {
        guard files.contains("-") else { return answer(lines) }
        for line in lines { note(line) }
    }

    /// Prints a note on stderr, unless the answer is JSON.
    func note(_ line: String) {
        guard !json else { return }
        Self.write(line.printableLine + "\n", to: .standardError)
    }

    /// Prints a warning on stderr; also with `--json`, since an operator may have to act.
    func warn(_ line: String) {
        let label = TextStyle.warning.paint("warning:", on: .note)
        Self.write("\(label) \(line.printableLine)\n", to: .standardError)
    }

    /// Writes text as it is.
    static func write(_ text: String, to handle: FileHandle) {
        write(Array(text.utf8), to: handle)
    }

    /// Writes bytes as they are.
    ///
    /// A pipe whose reader has ended ends the process by SIGPIPE. Any other failure ends it with exit code
    /// 5 and a sentence, since an incomplete answer must not look like a complete one.
    static func write(_ bytes: [UInt8], to handle: FileHandle) {
        do {
            try handle.write(contentsOf: Data(bytes))
        } catch {
            if handle !== FileHandle.standardError {
                let message = "error: cannot write stdout: \(reason(of: error))\n"
                try? FileHandle.standardError.write(contentsOf: Data(message.utf8))
            }
            exit(Exit.unavailable.rawValue)
        }
    }
}
