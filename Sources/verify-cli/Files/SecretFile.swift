import Foundation

/// A new file that only its owner reads (0600), for a secret; never over an existing one.
///
/// It is made before the secret is, so that no secret is made that has no place.
struct SecretFile {
    private let name: String
    private let handle: FileHandle

    init(_ name: String) throws(Failure) {
        let file = unsafe open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            let why = unsafe String(cString: strerror(errno)).asTalk
            throw .usage(
                "cannot write \(name): \(why)",
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

    /// Takes the empty file away again.
    func discard() {
        try? FileManager.default.removeItem(atPath: name)
    }
}
