#if PostgreSQL
import Foundation
import Synchronization

/// A connection from a client to a proxy, and the proxy's own to the server.
final class ProxyLine: Sendable {
    let client: Int32
    let server: Int32
    let isMute = Atomic(false)
    let answered = DispatchSemaphore(value: 0)

    /// Connects to a server whose socket is in a folder; nil when the server accepts no connection.
    init?(_ client: Int32, toServerIn folder: String) {
        self.client = client
        server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(folder)
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isConnected = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(server, $0, length)
            }
        }
        guard isConnected == 0 else {
            return nil
        }
    }

    /// Listens as a server whose socket is in a folder.
    static func listener(in folder: String) throws -> Int32 {
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = address(folder)
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isBound = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, length)
            }
        }
        guard isBound == 0, listen(listener, 64) == 0 else {
            close(listener)
            throw POSIXError(.EADDRNOTAVAIL)
        }
        return listener
    }

    /// Returns the address of a server whose socket is in a folder.
    static func address(_ folder: String) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            unsafe bytes.copyBytes(from: "\(folder)/.s.PGSQL.5432".utf8)
        }
        return address
    }

    deinit {
        close(client)
        close(server)
    }

    func end() {
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(server, Int32(SHUT_RDWR))
    }

    func carryAnswers() {
        while let bytes = Self.read(server) {
            if isMute.load(ordering: .relaxed) {
                answered.signal()
            } else {
                Self.write(bytes, to: client)
            }
        }
        answered.signal()
        end()
    }

    static func read(_ descriptor: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
#endif
