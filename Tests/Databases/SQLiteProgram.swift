/// The `sqlite3` program, as an attacker with the file and without keys would use it.
package enum SQLiteProgram {
    /// Why the program ended with an error.
    package struct Failure: Error {
        /// Its exit status.
        package let status: Int32
        /// What it printed on standard error.
        package let words: String
    }

    /// Runs statements on a file; throws when the program rejects one.
    package static func run(_ statements: String, on path: String) throws {
        let program = Program("/usr/bin/env", "sqlite3", "-bail", "-cmd", ".timeout 5000", path)
        let outcome = try program.run(input: statements)
        guard outcome.status == 0 else {
            throw Failure(status: outcome.status, words: outcome.talk)
        }
    }
}
