import Foundation

/// A program that a test runs to its end.
///
/// It uses `posix_spawn`: Foundation's `Process` copies whole directory entries when it searches for open files, past
/// the end of the last one, and once in some thousand runs that memory is not mapped.
package struct Program {
    /// Its path, and the words after it.
    package let words: [String]
    /// Its working directory; that of the tests when nil.
    package var directory: String?
    /// Its environment; that of the tests when nil.
    package var environment: [String: String]?

    /// The result of a run.
    package struct Outcome: Sendable {
        /// Its exit status, or 128 and the signal that ended it.
        package let status: Int32
        /// What it wrote to its standard output.
        package let answer: String
        /// What it wrote to its standard error.
        package let talk: String
    }

    /// A program by its path.
    package init(_ words: String...) {
        self.words = words
    }

    /// Runs it; input and output go through files, so that no pipe fills up.
    package func run(input: String = "") throws -> Outcome {
        let folder = try TemporaryDirectory.make("program")
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["input", "answer", "talk"].map { folder.appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        let status = try spawned(with: files.map(\.path))
        return Outcome(
            status: status,
            answer: try Self.text(of: files[1]),
            talk: try Self.text(of: files[2])
        )
    }

    private func spawned(with files: [String]) throws -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
        for number in [Int32(1), 2] {
            let (file, flags) = (files[Int(number)], O_WRONLY | O_CREAT | O_TRUNC)
            unsafe posix_spawn_file_actions_addopen(&actions, number, file, flags, 0o600)
        }
        let place = directory.map { ["/usr/bin/env", "--chdir=\($0)"] } ?? []
        let variables = (environment ?? ProcessInfo.processInfo.environment)
            .map { "\($0.key)=\($0.value)" }
        var process: pid_t = 0
        let failure = unsafe Self.withPointers(to: place + words) { words in
            unsafe Self.withPointers(to: variables) { variables in
                unsafe posix_spawn(
                    &process,
                    (place + self.words)[0],
                    &actions,
                    nil,
                    words,
                    variables
                )
            }
        }
        guard failure == 0 else { throw POSIXError(.init(rawValue: failure) ?? .EINVAL) }
        var state: Int32 = 0
        while unsafe waitpid(process, &state, 0) < 0, errno == EINTR {}
        let signal = state & 0x7f
        return signal == 0 ? state >> 8 & 0xff : 128 + signal
    }

    /// Calls `body` with texts as C expects them: pointers, and a null at the end.
    private static func withPointers<R>(
        to texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) throws -> R
    ) rethrows -> R {
        let copies: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) }
        defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
        return unsafe try body(copies + [nil])
    }

    private static func text(of file: URL) throws -> String {
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}
