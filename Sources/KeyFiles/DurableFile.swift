internal import Glibc

/// Files that are on disk when a call returns, and are either old or new, never half.
struct DurableFile {
    /// The most bytes that are read; keyring.json with hundreds of keys stays far below.
    private static let mostBytes = 1 << 22

    private let path: String
    private let descriptor: Int32

    private init(_ path: String, _ flags: Int32, _ mode: mode_t = 0o600) throws(KeyDirectoryError) {
        self.path = path
        descriptor = unsafe open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .last(path) }
    }

    /// Reads a whole file.
    static func read(_ path: String) throws(KeyDirectoryError) -> [UInt8] {
        let file = try DurableFile(path, O_RDONLY)
        defer { close(file.descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count <= mostBytes {
            let count = unsafe Glibc.read(file.descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw .last(path)
            }
            bytes += buffer[..<count]
        }
        throw .system(path: path, reason: "too large")
    }

    /// Writes a file under another name, then gives it its own: a kill leaves the old one or the new one.
    ///
    /// The directory's own entry is durable after ``syncDirectory(_:)``.
    static func replace(
        _ path: String,
        with bytes: [UInt8],
        owner: FileStatus?
    ) throws(KeyDirectoryError) {
        let draft = path + draftSuffix
        let file = try DurableFile(draft, O_WRONLY | O_CREAT | O_TRUNC)
        defer { close(file.descriptor) }
        try file.hand(to: owner)
        try file.write(bytes)
        guard unsafe rename(draft, path) == 0 else { throw .last(path) }
    }

    /// Adds bytes at the end of a file that only grows.
    static func append(
        _ bytes: [UInt8],
        to path: String,
        owner: FileStatus?
    ) throws(KeyDirectoryError) {
        let file = try DurableFile(path, O_WRONLY | O_CREAT | O_APPEND)
        defer { close(file.descriptor) }
        try file.hand(to: owner)
        try file.write(bytes)
    }

    /// Makes the names in a directory durable.
    static func syncDirectory(_ path: String) throws(KeyDirectoryError) {
        let directory = try DurableFile(path, O_RDONLY | O_DIRECTORY)
        defer { close(directory.descriptor) }
        guard fsync(directory.descriptor) == 0 else { throw .last(path) }
    }

    /// How the name of a file ends that is not finished.
    static let draftSuffix = ".draft"

    /// Gives what root writes to the directory's owner, the daemon's user.
    private func hand(to owner: FileStatus?) throws(KeyDirectoryError) {
        guard let owner, geteuid() == 0, owner.owner != 0 else { return }
        guard fchown(descriptor, owner.owner, owner.group) == 0 else { throw .last(path) }
    }

    private func write(_ bytes: [UInt8]) throws(KeyDirectoryError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { rest in
                unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .last(path)
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw .last(path) }
    }
}
