internal import Glibc

/// Keeps two ceremonies apart; a killed program's lock goes with it.
enum DirectoryLock {
    private static let fileName = "lock"

    /// Runs `body` with the lock of a directory, or throws `busy` at once.
    static func holding<Value>(
        _ directory: String,
        _ body: () throws(KeyDirectoryError) -> Value
    ) throws(KeyDirectoryError) -> Value {
        let path = "\(directory)/\(fileName)"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last(path) }
        // Unlocked by word, too: a program that is being started at this moment still has the descriptor.
        defer {
            flock(descriptor, LOCK_UN)
            close(descriptor)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .busy(path: directory) : .last(path)
        }
        return try body()
    }
}
