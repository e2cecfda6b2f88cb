import Foundation

/// A listener at a port of loopback.
package struct LoopbackListener: Sendable {
    package let descriptor: Int32
    package let port: Int

    /// Listens at a free port.
    package init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound, listen(listener, 64) == 0 else {
            close(listener)
            throw POSIXError(.EADDRNOTAVAIL)
        }
        descriptor = listener
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    /// Closes the port and returns its number.
    @discardableResult
    package func freed() -> Int {
        close(descriptor)
        return port
    }
}
