import Foundation
import VerifyCore

/// Stdout is the answer, stderr is note.
///
/// With `--json` the answer is one compact object a line, and note is left out unless it is an error.
struct Console: Sendable {
    /// Whether the answer is for a program.
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

    /// Prints the answer in the form that was asked for.
    func answer(_ object: @autoclosure () -> JSON, or lines: () -> Void) {
        if json { answer(object()) } else { lines() }
    }

    /// Prints lines of the answer; as note where stdout has the results themselves.
    func summary(_ lines: [String], beside files: String?...) {
        guard files.contains("-") else { return answer(lines) }
        for line in lines { note(line) }
    }

    /// Tells the person at the terminal something beside the answer.
    func note(_ line: String) {
        guard !json else { return }
        Self.write(line.printableLine + "\n", to: .standardError)
    }

    /// Warns; also beside `--json`, since a person may have to act.
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
    /// A reader that went away ends the process by SIGPIPE, as it should.
    static func write(_ bytes: [UInt8], to handle: FileHandle) {
        do {
            try handle.write(contentsOf: Data(bytes))
        } catch {
            // An answer that is not all there must not look like one.
            exit(Exit.unavailable.rawValue)
        }
    }
}
