import Foundation
import Synchronization

/// A server on this machine that answers everything with the same bytes, and records the requests.
final class CannedServer: Sendable {
    /// The address at which it listens.
    let address: String

    private let listener: Int32
    private let received = Mutex<[String]>([])

    /// The requests so far, in their order.
    var requests: [String] { received.withLock { $0 } }

    /// Answers with a status line's end such as `302 Found`, further header lines, and a body.
    init(_ status: String, _ headers: [String], _ body: String) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var endpoint = sockaddr_in()
        endpoint.sin_family = sa_family_t(AF_INET)
        endpoint.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let failed = unsafe withUnsafeMutablePointer(to: &endpoint) { endpoint in
            unsafe endpoint.withMemoryRebound(to: sockaddr.self, capacity: 1) { endpoint in
                unsafe bind(listener, endpoint, size) != 0 || listen(listener, 8) != 0
                    || getsockname(listener, endpoint, &size) != 0
            }
        }
        guard !failed else { throw CocoaError(.fileNoSuchFile) }
        address = "http://127.0.0.1:\(UInt16(bigEndian: endpoint.sin_port))"
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

    /// Stops listening.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: FileHandle, _ answer: Data) {
        var request = Data()
        while !Self.isComplete(request) {
            let chunk = connection.availableData
            if chunk.isEmpty { break }
            request += chunk
        }
        received.withLock { $0.append(String(decoding: request, as: UTF8.self)) }
        try? connection.write(contentsOf: answer)
        try? connection.close()
    }

    private static func isComplete(_ request: Data) -> Bool {
        let text = String(decoding: request, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let length = text[..<end.lowerBound].split(separator: "\r\n")
            .first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) }
        return text[end.upperBound...].utf8.count >= length ?? 0
    }
}
