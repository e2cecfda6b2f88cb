internal import Glibc

/// A key directory, held open: files are read, written and renamed relative to its descriptor.
///
/// The path itself may lead over symbolic links, since the operator named it. After that only the descriptor
/// counts, so that the directory cannot be exchanged between two steps.
struct OpenDirectory: ~Copyable {
    let path: String
    let status: FileStatus
    private let descriptor: Int32

    /// - Throws: `absent` when there is no directory.
    init(_ path: String) throws(KeyDirectoryError) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ENOENT ? .absent(path: path) : .last(path) }
        guard let status = FileStatus(descriptor: descriptor) else {
            close(descriptor)
            throw .last(path)
        }
        self.path = path
        self.status = status
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The status of a name; nil when there is no such name.
    func status(of name: String) -> FileStatus? {
        FileStatus(name, at: descriptor)
    }

    private func open(
        _ name: String,
        _ flags: Int32,
        orRoot: Bool = false
    ) throws(KeyDirectoryError) -> PlainFile? {
        let owners: Set<UInt32> = orRoot ? [status.owner, 0] : [status.owner]
        return try PlainFile(
            name,
            at: descriptor,
            path: file(name),
            flags: flags,
            PlainFile.Requirements(owners: owners)
        )
    }
}

extension OpenDirectory {
    /// A file as it was read.
    struct Contents {
        let path: String
        let bytes: [UInt8]
        let status: FileStatus
    }

    /// Reads a whole file; nil when there is none.
    func read(_ name: String) throws(KeyDirectoryError) -> Contents? {
        guard let file = try open(name, O_RDONLY) else { return nil }
        return Contents(path: file.path, bytes: try file.bytes(), status: file.status)
    }

    /// The names in the directory, without `.` and `..`.
    func names() throws(KeyDirectoryError) -> [String] {
        // A second descriptor, because `closedir` closes the one that it is given.
        let listed = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard listed >= 0, let stream = unsafe fdopendir(listed) else { throw .last(path) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

/// Writing: a new file gets its name in one step, so that a killed program leaves the old file or the new one.
extension OpenDirectory {
    /// The suffix of a file that does not have its own name yet.
    static let draftSuffix = ".draft"

    /// Writes a file; it has its name and its bytes are on disk on return.
    ///
    /// The name itself is durable after ``sync()``.
    func replace(_ name: String, with bytes: [UInt8]) throws(KeyDirectoryError) {
        try writeDraft(of: name, bytes)
        try publishDraft(of: name)
    }

    /// Writes the draft of a file; its bytes are on disk on return.
    func writeDraft(of name: String, _ bytes: [UInt8]) throws(KeyDirectoryError) {
        let draft = name + Self.draftSuffix
        try remove(draft)
        guard let file = try open(draft, O_WRONLY | O_CREAT | O_EXCL, orRoot: true) else {
            throw .system(path: self.file(draft), reason: "another program created it")
        }
        try file.give(to: status)
        try file.write(bytes)
    }

    /// Gives a draft the name of the file, in place of the file that has it.
    func publishDraft(of name: String) throws(KeyDirectoryError) {
        try rename(name + Self.draftSuffix, to: name)
    }

    /// Renames a file so that it is kept: `code-11.key` becomes `code-11.key.unknown-1`.
    func setAside(_ name: String) throws(KeyDirectoryError) {
        guard status(of: name) != nil else { return }
        var number = 1
        while status(of: "\(name).unknown-\(number)") != nil { number += 1 }
        try rename(name, to: "\(name).unknown-\(number)")
    }

    /// Removes a name, never what it links to; does nothing when there is no such name.
    func remove(_ name: String) throws(KeyDirectoryError) {
        guard unsafe unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
            throw .last(file(name))
        }
    }

    /// Makes the names in the directory durable.
    func sync() throws(KeyDirectoryError) {
        guard fsync(descriptor) == 0 else { throw .last(path) }
    }

    private func rename(_ name: String, to new: String) throws(KeyDirectoryError) {
        guard unsafe renameat(descriptor, name, descriptor, new) == 0 else {
            throw .last(file(new))
        }
    }
}

extension OpenDirectory {
    private static let lockName = "lock"

    /// Runs `body` while no other ceremony can; a killed program's lock ends with the program.
    ///
    /// - Throws: `busy`, without waiting, when another ceremony holds the lock.
    func withLock<Value>(
        _ body: () throws(KeyDirectoryError) -> Value
    ) throws(KeyDirectoryError) -> Value {
        let file = try lockFile()
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .busy(path: path) : .last(file.path)
        }
        // Explicit: a child process that starts at this moment may still have the descriptor.
        defer { flock(file.descriptor, LOCK_UN) }
        return try body()
    }

    /// The lock file may belong to root, as earlier versions left it; it has no content.
    private func lockFile() throws(KeyDirectoryError) -> PlainFile {
        if let new = try open(Self.lockName, O_RDWR | O_CREAT | O_EXCL, orRoot: true) {
            try new.give(to: status)
            return new
        }
        guard let file = try open(Self.lockName, O_RDWR, orRoot: true) else {
            throw .busy(path: path)
        }
        return file
    }
}
