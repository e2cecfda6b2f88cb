import Foundation
import Synchronization

/// A server on this machine that answers everything with the same bytes, and keeps what it was asked.
final class CannedServer: Sendable {
    /// Where it listens.
    let address: String

    private let listener: Int32
    private let asked = Mutex<[String]>([])

    /// The requests until now, as they came.
    var requests: [String] { asked.withLock { $0 } }

    /// Answers with a status line's end such as `302 Found`, further header lines, and a body.
    init(_ status: String, _ headers: [String], _ body: String) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let failed = unsafe withUnsafeMutablePointer(to: &place) { place in
            unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                unsafe bind(listener, place, size) != 0 || listen(listener, 8) != 0
                    || getsockname(listener, place, &size) != 0
            }
        }
        guard !failed else { throw CocoaError(.fileNoSuchFile) }
        address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
        let lines =
            ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"]
            + headers
        let answer = Data((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                serve(FileHandle(fileDescriptor: connection, closeOnDealloc: true), answer)
            }
        }
    }

    /// Listens no longer.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: FileHandle, _ answer: Data) {
        var request = Data()
        while !Self.isWhole(request) {
            let piece = connection.availableData
            if piece.isEmpty { break }
            request += piece
        }
        asked.withLock { $0.append(String(decoding: request, as: UTF8.self)) }
        try? connection.write(contentsOf: answer)
        try? connection.close()
    }

    private static func isWhole(_ request: Data) -> Bool {
        let text = String(decoding: request, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let length = text[..<end.lowerBound].split(separator: "\r\n")
            .first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) }
        return text[end.upperBound...].utf8.count >= length ?? 0
    }
}
