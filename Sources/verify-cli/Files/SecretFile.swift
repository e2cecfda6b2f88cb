import Foundation

/// A new file for a secret that only its owner can read (0600); it never replaces an existing file.
///
/// It is made before the secret is, so that no secret is made that cannot be stored.
struct SecretFile {
    private let name: String
    private let handle: FileHandle

    init(_ name: String) throws(Failure) {
        let file = unsafe open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            let number = errno
            if number != EEXIST {
                throw OutputFile(name).unwritable(
                    NSError(domain: NSPOSIXErrorDomain, code: Int(number))
                )
            }
            throw .usage(
                "\(name) already exists",
                hint: "a secret never replaces a file; choose a new name"
            )
        }
        self.name = name
        handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    }

    /// Writes the secret; it is on disk on return.
    func write(_ text: String) throws(Failure) {
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.synchronize()
        } catch {
            throw OutputFile(name).unwritable(error)
        }
    }

    /// Removes the file, which is still empty.
    func discard() {
        try? FileManager.default.removeItem(atPath: name)
    }
}
