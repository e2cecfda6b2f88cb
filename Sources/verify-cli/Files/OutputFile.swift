import Foundation

/// A file that the command line asks for, or stdout as `-`.
struct OutputFile {
    /// As it was typed.
    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// For note: `stdout` instead of the dash.
    var title: String { name == "-" ? "stdout" : name }

    /// Writes the whole content: next to the file first, then in its place, so that no half file is left.
    ///
    /// What is not public only its owner reads.
    func write(_ bytes: [UInt8], isPublic: Bool = false) throws(Failure) {
        if name == "-" { return Console.write(bytes, to: .standardOutput) }
        // A pipe or a device has a place already, and no half content that stays.
        let draft = isSpecial ? name : "\(name).\(UUID().uuidString.lowercased()).draft"
        do {
            let handle = try make(draft)
            try handle.write(contentsOf: Data(bytes))
            if isPublic, !isSpecial {
                let everybody = mode_t(0o644)
                guard fchmod(handle.fileDescriptor, everybody) == 0 else { throw Self.last }
            }
            try handle.close()
            guard unsafe isSpecial || rename(draft, name) == 0 else { throw Self.last }
        } catch {
            if !isSpecial { try? FileManager.default.removeItem(atPath: draft) }
            throw unwritable(error)
        }
    }

    /// Begins an empty file to append to, which only its owner reads; an existing one is emptied.
    func open() throws(Failure) -> FileHandle {
        if name == "-" { return .standardOutput }
        do { return try make(name) } catch { throw unwritable(error) }
    }

    /// Writes results that are whole, as `write` does; at a terminal nothing in them steers it.
    func write(results: [UInt8]) throws(Failure) {
        guard name == "-" || isSpecial else { return try write(results) }
        try append(results, to: open())
    }

    /// Writes whole lines of results to what `open` opened: as they are, but for a terminal.
    ///
    /// Their cells hold what others typed.
    func append(_ lines: [UInt8], to handle: FileHandle) throws(Failure) {
        let isSeen = isatty(handle.fileDescriptor) == 1
        do { try handle.write(contentsOf: Data(isSeen ? lines.printableLines : lines)) } catch {
            throw unwritable(error)
        }
    }

    /// Opens a file of 0600: results hold codes and identity numbers.
    private func make(_ path: String) throws -> FileHandle {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        let file = unsafe Glibc.open(path, flags, 0o600)
        guard file >= 0 else { throw Self.last }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        guard isSpecial || fchmod(file, 0o600) == 0 else { throw Self.last }
        return handle
    }

    /// Whether the name is one of something that is no ordinary file.
    private var isSpecial: Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: name)
        return attributes.map { $0[.type] as? FileAttributeType != .typeRegular } ?? false
    }

    /// The system's last refusal.
    private static var last: NSError { NSError(domain: NSPOSIXErrorDomain, code: Int(errno)) }

    /// A failure of the disk or of the rights there.
    func unwritable(_ error: any Error) -> Failure {
        .usage(
            "cannot write \(title): \(reason(of: error))",
            hint: "check the directory and who may write there"
        )
    }
}
