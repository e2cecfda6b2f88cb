import Foundation
import Persian
import Registry
import Tabular

/// A file that the command line names, or stdin as `-`.
struct InputFile {
    /// As it was typed.
    let name: String
    /// For messages: `stdin` instead of the dash.
    let title: String

    init(_ name: String) {
        self.name = name
        title = name == "-" ? "stdin" : name
    }

    /// A file whose name may be the secret itself, typed by mistake; messages never show it.
    ///
    /// `option` is the option that names the file.
    init(secret name: String, of option: String) {
        self.name = name
        title = name == "-" ? "stdin" : "the file of \(option)"
    }

    /// Returns the whole content.
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

    /// Passes the content to `body` in chunks of at most `chunk` bytes.
    func read(chunk: Int = 1 << 20, _ body: ([UInt8]) async throws -> Void) async throws {
        let handle: FileHandle
        do {
            handle =
                name == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(filePath: name))
        } catch {
            throw unreadable(error)
        }
        while true {
            let bytes: Data?
            do { bytes = try handle.read(upToCount: chunk) } catch { throw unreadable(error) }
            guard let bytes, !bytes.isEmpty else { return }
            try await body(Array(bytes))
        }
    }

    /// Returns the content as UTF-8 text.
    func text() throws(Failure) -> String {
        let bytes = try bytes()
        if let kind = FileSignature(head: bytes.prefix(FileSignature.headBytes)) {
            throw .usage("\(title) is \(kind.name.en), not a text", hint: "name a text file")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .usage("\(title) is not UTF-8 text", hint: "save it as UTF-8")
        }
        return text
    }

    private func unreadable(_ error: any Error) -> Failure {
        let obstacle = name == "-" ? nil : FileObstacle(at: name)
        return .usage(
            "cannot read \(title): \(obstacle?.reason ?? reason(of: error))",
            hint: obstacle?.hint() ?? "check the name and who may read it"
        )
    }
}
