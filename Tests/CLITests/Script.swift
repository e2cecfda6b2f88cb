import Foundation

/// A session of the command line as text: commands, their output, and their exit codes.
///
/// ```
/// # a comment
/// $ verify-cli check 1795
/// TRUNCATED …                the answer (stdout); … matches any text in a line
/// ! hint: …                  a note (stderr)
/// ...                        any number of lines, on both streams
/// ? 1                        the exit code, where it is not 0
/// ```
struct Script: CustomStringConvertible {
    let name: String
    let steps: [Step]

    var description: String { name }

    /// One command and its expected outcome.
    struct Step {
        let line: Int
        let command: String
        var answer: [String] = []
        var notes: [String] = []
        var exit: Int32 = 0
    }

    init(contentsOf file: URL) throws {
        name = file.deletingPathExtension().lastPathComponent
        let text = try String(contentsOf: file, encoding: .utf8)
        var steps: [Step] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if line.hasPrefix("$ ") {
                steps.append(Step(line: number + 1, command: String(line.dropFirst(2))))
            } else if steps.isEmpty || line.isEmpty || line.hasPrefix("#") {
                continue
            } else if line == "..." {
                steps[steps.count - 1].answer.append("...")
                steps[steps.count - 1].notes.append("...")
            } else if line.hasPrefix("! ") {
                steps[steps.count - 1].notes.append(String(line.dropFirst(2)))
            } else if line.hasPrefix("? "), let exit = Int32(line.dropFirst(2)) {
                steps[steps.count - 1].exit = exit
            } else {
                steps[steps.count - 1].answer.append(String(line))
            }
        }
        self.steps = steps
    }

    /// The scripts next to this file, by name.
    static var all: [Script] {
        get throws {
            let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "Scripts"
            )
            return try FileManager.default
                .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .filter { $0.pathExtension == "txt" }
                .sorted { $0.lastPathComponent < $1.lastPathComponent }
                .map(Script.init(contentsOf:))
        }
    }
}

/// Whether lines are as expected; `...` alone matches any number of lines, `…` any text.
func fits(_ lines: ArraySlice<Substring>, _ expected: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return lines.isEmpty }
    let rest = expected.dropFirst()
    if first == "..." {
        return lines.indices.contains { fits(lines[$0...], rest) } || fits([], rest)
    }
    guard let line = lines.first, fits(line, first) else { return false }
    return fits(lines.dropFirst(), rest)
}

private func fits(_ line: Substring, _ expected: String) -> Bool {
    let parts = expected.split(separator: "…", omittingEmptySubsequences: false)
    var left = line
    for (index, part) in parts.enumerated() {
        if index == 0 {
            guard left.hasPrefix(part) else { return false }
            left = left.dropFirst(part.count)
        } else if index == parts.count - 1 {
            return left.hasSuffix(part)
        } else {
            guard let found = left.firstRange(of: part) else { return false }
            left = left[found.upperBound...]
        }
    }
    return left.isEmpty
}
