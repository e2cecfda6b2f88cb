import Foundation

/// A file that the command line asks for, or stdout as `-`.
struct OutputFile {
    /// As it was typed.
    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// For messages: `stdout` instead of the dash.
    var title: String { name == "-" ? "stdout" : name }

    /// Writes the whole content: to a draft next to the file, which is then renamed, so that no partial
    /// file is left.
    ///
    /// Every user may read the file if `isPublic`, otherwise only its owner.
    func write(_ bytes: [UInt8], isPublic: Bool = false) throws(Failure) {
        if name == "-" { return Console.write(bytes, to: .standardOutput) }
        // A pipe or a device cannot be replaced, and keeps no partial content.
        let draft = isSpecial ? name : "\(name).\(UUID().uuidString.lowercased()).draft"
        do {
            let handle = try make(draft)
            try handle.write(contentsOf: Data(bytes))
            if isPublic, !isSpecial {
                let readableByAll = mode_t(0o644)
                guard fchmod(handle.fileDescriptor, readableByAll) == 0 else { throw Self.last }
            }
            try handle.close()
            guard unsafe isSpecial || rename(draft, name) == 0 else { throw Self.last }
        } catch {
            if !isSpecial { try? FileManager.default.removeItem(atPath: draft) }
            throw unwritable(error)
        }
    }

    /// Opens an empty file to append to, which only its owner can read; an existing one is emptied.
    func open() throws(Failure) -> FileHandle {
        if name == "-" { return .standardOutput }
        do { return try make(name) } catch { throw unwritable(error) }
    }

    /// Writes complete results, as `write` does; a terminal gets no control characters.
    func write(results: [UInt8]) throws(Failure) {
        guard name == "-" || isSpecial else { return try write(results) }
        try append(results, to: open())
    }

    /// Appends whole lines of results to a handle of `open`; a terminal gets no control characters.
    ///
    /// Their cells hold text that other people typed.
    func append(_ lines: [UInt8], to handle: FileHandle) throws(Failure) {
        let isTerminal = isatty(handle.fileDescriptor) == 1
        do { try handle.write(contentsOf: Data(isTerminal ? lines.printableLines : lines)) } catch {
            throw unwritable(error)
        }
    }

    /// Opens a file with mode 0600: results hold codes and identity numbers.
    private func make(_ path: String) throws -> FileHandle {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        let file = unsafe Glibc.open(path, flags, 0o600)
        guard file >= 0 else { throw Self.last }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        guard isSpecial || fchmod(file, 0o600) == 0 else { throw Self.last }
        return handle
    }

    /// Whether the name is that of a pipe, a device or a directory.
    private var isSpecial: Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: name)
        return attributes.map { $0[.type] as? FileAttributeType != .typeRegular } ?? false
    }

    /// The last error of the system.
    private static var last: NSError { NSError(domain: NSPOSIXErrorDomain, code: Int(errno)) }

    /// Describes an error of the disk or of permissions.
    func unwritable(_ error: any Error) -> Failure {
        let obstacle = FileObstacle(at: name, mode: W_OK).flatMap {
            if case .missing = $0 { Optional<FileObstacle>.none } else { Optional($0) }
        }
        return .usage(
            "cannot write \(title): \(obstacle?.reason ?? reason(of: error))",
            hint: obstacle?.hint(mode: W_OK) ?? "check the directory and who may write there"
        )
    }
}
