import Foundation

/// A file that the command line names, or stdin as `-`.
struct InputFile {
    /// As it was typed.
    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// For note: `stdin` instead of the dash.
    var title: String { name == "-" ? "stdin" : name }

    /// The whole content.
    func bytes() throws(Failure) -> [UInt8] {
        do {
            if name == "-" {
                return Array(try FileHandle.standardInput.readToEnd() ?? Data())
            }
            let handle = try FileHandle(forReadingFrom: URL(filePath: name))
            defer { try? handle.close() }
            return Array(try handle.readToEnd() ?? Data())
        } catch {
            throw unreadable(error)
        }
    }

    /// Gives the content to `body` piece by piece, up to `chunk` bytes at a time.
    func read(chunk: Int = 1 << 20, _ body: ([UInt8]) async throws -> Void) async throws {
        let handle: FileHandle
        do {
            handle =
                name == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(filePath: name))
        } catch {
            throw unreadable(error)
        }
        while true {
            let piece: Data?
            do { piece = try handle.read(upToCount: chunk) } catch { throw unreadable(error) }
            guard let piece, !piece.isEmpty else { return }
            try await body(Array(piece))
        }
    }

    /// The content as UTF-8 text.
    func text() throws(Failure) -> String {
        guard let text = String(validating: try bytes(), as: UTF8.self) else {
            throw .usage("\(title) is not UTF-8 text", hint: "save it as UTF-8")
        }
        return text
    }

    private func unreadable(_ error: any Error) -> Failure {
        .usage(
            "cannot read \(title): \(reason(of: error))",
            hint: "check the name and who may read it"
        )
    }
}

/// The system's own words for a file error, without Foundation's.
func reason(of error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
    switch (cause.domain, cause.code) {
    case (NSPOSIXErrorDomain, let code): return unsafe String(cString: strerror(Int32(code))).asTalk
    case (_, CocoaError.fileReadNoSuchFile.rawValue), (_, CocoaError.fileNoSuchFile.rawValue):
        return "no such file or directory"
    case (_, CocoaError.fileReadNoPermission.rawValue),
        (_, CocoaError.fileWriteNoPermission.rawValue):
        return "permission denied"
    case (_, CocoaError.fileWriteFileExists.rawValue): return "file exists"
    default: return cause.localizedDescription.asTalk
    }
}
