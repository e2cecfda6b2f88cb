import Foundation

/// A file that the command line asks for, or stdout as `-`.
struct OutputFile {
    /// As it was typed.
    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// For talk: `stdout` instead of the dash.
    var title: String { name == "-" ? "stdout" : name }

    /// Writes the whole content: next to the file first, then in its place, so that no half file is left.
    func write(_ bytes: [UInt8]) throws(Failure) {
        if name == "-" { return Console.write(bytes, to: .standardOutput) }
        do {
            try Data(bytes).write(to: URL(filePath: name), options: .atomic)
        } catch {
            throw unwritable(error)
        }
    }

    /// Begins an empty file to append to; an existing one is replaced.
    func open() throws(Failure) -> FileHandle {
        if name == "-" { return .standardOutput }
        guard FileManager.default.createFile(atPath: name, contents: nil) else {
            throw .usage(
                "cannot write \(name)",
                hint: "check the directory and who may write there"
            )
        }
        do {
            return try FileHandle(forWritingTo: URL(filePath: name))
        } catch {
            throw unwritable(error)
        }
    }

    /// A failure of the disk or of the rights there.
    func unwritable(_ error: any Error) -> Failure {
        .usage(
            "cannot write \(title): \(reason(of: error))",
            hint: "check the directory and who may write there"
        )
    }
}
