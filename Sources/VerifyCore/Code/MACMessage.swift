/// A message of fixed length for HMAC, composed without allocation.
struct MACMessage<let count: Int>: Sendable {
    private var bytes = InlineArray<count, UInt8>(repeating: 0)
    private var length = 0

    /// Begins a message with a label, which separates the uses of one key.
    init(_ label: String) {
        for byte in label.utf8 { append(byte) }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        bytes[length] = byte
        length &+= 1
    }

    /// Appends an integer, big-endian.
    @inline(__always)
    mutating func append(bigEndian value: some FixedWidthInteger) {
        var shift = value.bitWidth
        while shift > 0 {
            shift &-= 8
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    @inline(__always)
    mutating func append(_ digest: Digest) {
        let windows = digest.windows
        append(bigEndian: windows.0)
        append(bigEndian: windows.1)
        append(bigEndian: windows.2)
        append(bigEndian: windows.3)
    }

    /// Returns the MAC of the whole message.
    @inline(__always)
    func digest(by key: HMACKey) -> Digest {
        key.digest(of: bytes.span)
    }

    /// Returns the MAC of the whole message and of bytes that follow it.
    @inline(__always)
    func digest(by key: HMACKey, then more: Span<UInt8>) -> Digest {
        key.digest(of: bytes.span, then: more)
    }
}
