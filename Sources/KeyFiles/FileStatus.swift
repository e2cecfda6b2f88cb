internal import Glibc

/// The metadata of a file: type, owner, permissions, and what changes when another file takes its name.
struct FileStatus: Equatable, Sendable {
    /// Type and permissions.
    let mode: UInt32
    let owner: UInt32
    let group: UInt32
    /// The number of names that the file has.
    let links: UInt64
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    private init(_ status: stat) {
        mode = status.st_mode
        owner = status.st_uid
        group = status.st_gid
        links = UInt64(status.st_nlink)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }

    /// The status of an open file; nil when the system refuses.
    init?(descriptor: Int32) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    /// The status of a name in an open directory, of the link itself where it is one; nil when there is none.
    init?(_ name: String, at directory: Int32) {
        var status = stat()
        guard unsafe fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        self.init(status)
    }

    /// The status of what a path leads to; nil when there is nothing.
    init?(following path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    var isRegularFile: Bool { mode & 0o17_0000 == 0o10_0000 }

    /// Refuses a file that other users than its owner may read, write or enter.
    func requireOwnerOnly(_ path: String) throws(KeyDirectoryError) {
        guard mode & 0o077 == 0 else { throw .permissions(path: path, mode: mode) }
    }
}

extension KeyDirectoryError {
    /// The error of the last system call, with the system's own text.
    static func last(_ path: String) -> KeyDirectoryError {
        .system(path: path, reason: unsafe String(cString: strerror(errno)))
    }
}
