/// The `sqlite3` program, as an attacker with the file and without keys would use it.
enum SQLiteProgram {
    struct Failure: Error {
        let status: Int32
        let words: String
    }

    /// Runs statements on a file; throws when the program rejects one.
    static func run(_ statements: String, on path: String) throws {
        let program = Program("/usr/bin/env", "sqlite3", "-bail", "-cmd", ".timeout 5000", path)
        let outcome = try program.run(input: statements)
        guard outcome.status == 0 else {
            throw Failure(status: outcome.status, words: outcome.talk)
        }
    }
}
