package import NIOCore

/// An IP address as sixteen bytes; an IPv4 address is kept in its mapped form (`::ffff:a.b.c.d`).
package struct Address: Hashable, Sendable {
    /// The first eight bytes, big-endian.
    let high: UInt64
    /// The last eight bytes, big-endian.
    let low: UInt64

    private static let mapped: UInt64 = 0x0000_ffff_0000_0000

    /// An address of sixteen bytes, in two big-endian halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address, with its first byte as the most significant one.
    package init(v4 value: UInt32) {
        self.init(high: 0, low: Self.mapped | UInt64(value))
    }

    /// `127.0.0.1`: the peer of a connection without an IP address (a test, a Unix socket).
    static let loopback = Address(v4: 0x7f00_0001)

    var isV4: Bool { high == 0 && low >> 32 == Self.mapped >> 32 }
}

extension Address {
    /// The peer of a connection; nil for a Unix socket.
    package init?(_ socket: SocketAddress) {
        let bytes = unsafe socket.withSockAddr { start, count in
            unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
        }
        switch socket {
        case .v4:
            // sockaddr_in: family 2, port 2, address 4.
            self.init(v4: bytes[4..<8].reduce(0) { $0 << 8 | UInt32($1) })
        case .v6:
            // sockaddr_in6: family 2, port 2, flow 4, address 16.
            self.init(
                high: bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) },
                low: bytes[16..<24].reduce(0) { $0 << 8 | UInt64($1) }
            )
        case .unixDomainSocket:
            return nil
        }
    }

    /// An address in the usual text forms, with a port (`1.2.3.4:80`, `[::1]:80`) or without.
    package init?(parsing text: some StringProtocol) {
        var host = text.trimmingPrefix(" ")
        while host.last == " " { host = host.dropLast() }
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]"),
                host[end...] == "]" || host[end...].hasPrefix("]:")
            else { return nil }
            host = host[..<end].dropFirst()
        } else if host.contains("."), host.filter({ $0 == ":" }).count == 1 {
            host = host.prefix { $0 != ":" }
        }
        guard let socket = try? SocketAddress(ipAddress: String(host), port: 0) else { return nil }
        self.init(socket)
    }
}
