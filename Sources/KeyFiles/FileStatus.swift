internal import Glibc

/// What the system knows of a file: whose it is, who may read it, and whether it is another one than before.
struct FileStatus: Equatable, Sendable {
    /// Type and permissions.
    let mode: UInt32
    let owner: UInt32
    let group: UInt32
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    /// Nil when there is no such file.
    init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        mode = status.st_mode
        owner = status.st_uid
        group = status.st_gid
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }

    static func exists(_ path: String) -> Bool {
        FileStatus(path) != nil
    }

    /// Throws `missing` where there is no such file, and the system's reason where it cannot be looked up,
    /// so that a file that exists and may not be seen is never reported as missing.
    static func require(
        _ path: String,
        orThrow missing: KeyDirectoryError
    ) throws(KeyDirectoryError) {
        guard FileStatus(path) == nil else { return }
        throw errno == ENOENT ? missing : .last(path)
    }

    /// Refuses what others than the owner may read, write or enter.
    static func requireOwnerOnly(_ path: String) throws(KeyDirectoryError) {
        guard let status = FileStatus(path) else { throw .last(path) }
        guard status.mode & 0o077 == 0 else { throw .permissions(path: path, mode: status.mode) }
    }
}

extension KeyDirectoryError {
    /// The system's last refusal, in its words.
    static func last(_ path: String) -> KeyDirectoryError {
        .system(path: path, reason: unsafe String(cString: strerror(errno)))
    }
}
