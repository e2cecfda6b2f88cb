internal import Glibc

/// An IP address to which a request may go, as sixteen bytes; an IPv4 address is kept in its mapped form
/// (`::ffff:a.b.c.d`), so that both texts of it are one value.
package struct OutboundAddress: Sendable, Hashable {
    /// The first eight bytes, big-endian.
    package let high: UInt64
    /// The last eight bytes, big-endian.
    package let low: UInt64

    private static let mapped: UInt64 = 0x0000_ffff_0000_0000

    /// Reads the one canonical form of IPv4 (four decimal numbers) and every form of IPv6 without a zone; nil for other texts.
    package init?(parsing text: some StringProtocol) {
        if text.contains(":") {
            guard let bytes = Self.bytes(ofV6: String(text)) else { return nil }
            self.init(bytes)
        } else {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            let numbers = parts.compactMap { part in
                UInt8(part).flatMap { String($0) == part ? $0 : nil }
            }
            guard parts.count == 4, numbers.count == 4 else { return nil }
            self.init(v4: numbers)
        }
    }

    private init(v4 bytes: [UInt8]) {
        high = 0
        low = Self.mapped | bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private init(_ bytes: [UInt8]) {
        high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func bytes(ofV6 text: String) -> [UInt8]? {
        var address = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &address) == 1 else { return nil }
        return unsafe withUnsafeBytes(of: &address) { unsafe Array($0) }
    }

    /// Whether it is an address of IPv4.
    package var isV4: Bool { high == 0 && low >> 32 == Self.mapped >> 32 }

    /// The address in the form of libcurl's options: IPv6 in brackets, without shortening.
    var curlText: String {
        func part(_ half: UInt64, _ shift: Int) -> UInt64 { half >> UInt64(shift) & 0xffff }
        if isV4 {
            return [24, 16, 8, 0].map { String(low >> UInt64($0) & 0xff) }.joined(separator: ".")
        }
        let parts = [high, low].flatMap { half in
            [48, 32, 16, 0].map { String(part(half, $0), radix: 16) }
        }
        return "[" + parts.joined(separator: ":") + "]"
    }
}

/// Which addresses belong to the public internet.
extension OutboundAddress {
    /// Whether it is an address of the public internet; false for loopback, private, link-local, carrier, documentation, multicast
    /// and reserved ranges (RFC 6890 and its registries), and for IPv6 addresses that lead to an IPv4 address.
    ///
    /// Of IPv6 only `2000::/3` is public, without the ranges of tunnels, benchmarks and documentation in it.
    package var isPublic: Bool {
        if isV4 {
            let value = UInt32(truncatingIfNeeded: low)
            return !Self.reservedV4.contains {
                value >> (32 - $0.bits) == $0.base >> (32 - $0.bits)
            }
        }
        guard high >> 61 == 0b001 else { return false }
        return !Self.reservedV6.contains { high >> (64 - $0.bits) == $0.base >> (64 - $0.bits) }
    }

    private static let reservedV4: [(base: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0a00_0000, 8), (0x6440_0000, 10), (0x7f00_0000, 8),
        (0xa9fe_0000, 16), (0xac10_0000, 12), (0xc000_0000, 24), (0xc000_0200, 24),
        (0xc058_6300, 24), (0xc0a8_0000, 16), (0xc612_0000, 15), (0xc633_6400, 24),
        (0xcb00_7100, 24), (0xe000_0000, 4), (0xf000_0000, 4),
    ]

    private static let reservedV6: [(base: UInt64, bits: UInt64)] = [
        // Teredo and other assignments of protocols, documentation, 6to4, documentation.
        (0x2001_0000_0000_0000, 23), (0x2001_0db8_0000_0000, 32), (0x2002_0000_0000_0000, 16),
        (0x3fff_0000_0000_0000, 20),
    ]
}

/// The addresses of a name.
package enum HostLookUp {
    /// Returns the addresses that the system's resolver has for a name; none where there are none.
    ///
    /// It blocks the thread.
    package static func addresses(of host: String) -> [OutboundAddress] {
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, nil, &list) == 0 else { return [] }
        defer { unsafe freeaddrinfo(list) }
        var found: [OutboundAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe OutboundAddress(entry.pointee), !found.contains(address) {
                found.append(address)
            }
            unsafe next = unsafe entry.pointee.ai_next
        }
        return found
    }
}

extension OutboundAddress {
    /// The address of an entry of the resolver; nil for another family.
    fileprivate init?(_ entry: addrinfo) {
        guard let start = unsafe entry.ai_addr else { return nil }
        let bytes = unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(entry.ai_addrlen)))
        // sockaddr_in: family 2, port 2, address 4. sockaddr_in6: family 2, port 2, flow 4, address 16.
        switch unsafe (entry.ai_family, bytes.count) {
        case (AF_INET, 8...): self.init(v4: Array(bytes[4..<8]))
        case (AF_INET6, 24...): self.init(Array(bytes[8..<24]))
        default: return nil
        }
    }
}
