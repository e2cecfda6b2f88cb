internal import Glibc

/// An open regular file whose owner, links and type were checked after it was opened.
///
/// This initializer opens every file of the module: keys, `keyring.json`, `ceremony.log`, `lock`, drafts and the
/// key-encryption key. Root changes keys in a directory of the daemon's user, who may put anything under these
/// names. Therefore:
///
/// - the name is opened relative to a descriptor, without following a symbolic link (`O_NOFOLLOW`);
/// - `O_NONBLOCK` keeps a FIFO or a device from blocking the thread;
/// - `fstat` of the descriptor, not of the path, decides before a byte is read or changed: a regular file with
///   one link and the expected owner.
///
/// Rejected alternative: to take the rights of the directory's owner first. `seteuid` changes every thread of
/// the process, `setfsuid` has no report of its failure, and with either root could no longer read a
/// root-owned key-encryption key.
struct PlainFile: ~Copyable {
    /// The path as errors name it.
    let path: String
    let status: FileStatus
    let descriptor: Int32

    /// What is required of a file.
    struct Requirements {
        /// The users who may own it; nil for any user.
        var owners: Set<UInt32>?
        /// Whether a symbolic link is followed, and further hard links are accepted.
        var allowsLinks = false
    }

    /// Opens a file.
    ///
    /// Returns nil when there is no file of the name or, with `O_EXCL` among the flags, when there is one.
    ///
    /// `name` is relative to `directory`, or a path where that is `AT_FDCWD`; `path` is for errors. A file that
    /// does not meet the requirements is refused as `notPlain` or `foreignOwner`.
    init?(
        _ name: String,
        at directory: Int32,
        path: String,
        flags: Int32,
        _ requirements: Requirements
    ) throws(KeyDirectoryError) {
        let links = requirements.allowsLinks ? 0 : O_NOFOLLOW
        let always = O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        let descriptor = unsafe openat(directory, name, flags | links | always, 0o600)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT where flags & O_CREAT == 0, EEXIST where flags & O_EXCL != 0: return nil
            case ELOOP where links != 0: throw .notPlain(path: path, .symbolicLink)
            case ENXIO, EISDIR: throw .notPlain(path: path, .special)
            default: throw .last(path)
            }
        }
        let status: FileStatus
        do throws(KeyDirectoryError) {
            status = try Self.checkedStatus(descriptor, path, requirements)
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
        self.status = status
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func checkedStatus(
        _ descriptor: Int32,
        _ path: String,
        _ requirements: Requirements
    ) throws(KeyDirectoryError) -> FileStatus {
        guard let status = FileStatus(descriptor: descriptor) else { throw .last(path) }
        guard status.isRegularFile else { throw .notPlain(path: path, .special) }
        // None when another file took the name after this one was opened.
        guard status.links <= 1 || requirements.allowsLinks else {
            throw .notPlain(path: path, .hardLink)
        }
        if let owners = requirements.owners, !owners.contains(status.owner) {
            throw .foreignOwner(path: path, owner: status.owner)
        }
        return status
    }
}

extension PlainFile {
    /// The largest file that is read, in bytes; keyring.json with hundreds of keys stays far below.
    private static let sizeLimit = 1 << 22

    /// Reads the whole file.
    func bytes() throws(KeyDirectoryError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count <= Self.sizeLimit {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw .last(path)
            }
            bytes += buffer[..<count]
        }
        throw .system(path: path, reason: "too large")
    }

    /// Writes bytes; they are on disk on return.
    func write(_ bytes: [UInt8]) throws(KeyDirectoryError) {
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

    /// Makes the user and group of the key directory the file's owner, where root has just created the file.
    func give(to directory: FileStatus) throws(KeyDirectoryError) {
        guard geteuid() == 0, directory.owner != 0 else { return }
        guard fchown(descriptor, directory.owner, directory.group) == 0 else { throw .last(path) }
    }
}
