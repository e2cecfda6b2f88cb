import Foundation

/// The `sqlite3` program: somebody with the file and no keys.
enum SQLiteProgram {
    struct Failure: Error {
        let status: Int32
        let words: String
    }

    /// Runs statements on a file; throws when the program refuses one.
    static func run(_ statements: String, on path: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3", "-bail", "-cmd", ".timeout 5000", path]
        let (input, errors) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardError = errors
        try process.run()
        input.fileHandleForWriting.write(Data(statements.utf8))
        try input.fileHandleForWriting.close()
        let words = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                status: process.terminationStatus,
                words: String(decoding: words, as: UTF8.self)
            )
        }
    }
}
