/// The 32 bytes of a SHA-256 or HMAC-SHA-256, as a value without allocation.
///
/// Equality is constant-time, because most digests here are MACs.
package struct Digest: Sendable, Hashable, BitwiseCopyable {
    /// The length of a digest in bytes.
    package static let count = 32

    // In memory order: the first byte of the digest is the first byte of `word0`.
    private var word0: UInt64 = 0
    private var word1: UInt64 = 0
    private var word2: UInt64 = 0
    private var word3: UInt64 = 0

    /// Creates a digest of zeros, which the caller overwrites.
    init() {}

    /// Reads 32 bytes; nil for another number of bytes.
    package init?(_ bytes: [UInt8]) {
        self.init(bytes.span)
    }

    /// Reads 32 bytes; nil for another number of bytes.
    package init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        self = unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(as: Digest.self) }
    }

    /// The four windows of eight bytes, each read big-endian (`trunc` in docs/formats/authenticity-code.md).
    package var windows: (UInt64, UInt64, UInt64, UInt64) {
        (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian)
    }

    /// The 32 bytes as an array, for storing.
    package var bytes: [UInt8] {
        unsafe withUnsafeBytes(of: self) { unsafe [UInt8]($0) }
    }

    /// Compares in constant time.
    package static func == (one: Digest, other: Digest) -> Bool {
        constantTimeEqual(one, other)
    }

    /// Calls `body` with the bytes in place.
    @inline(__always)
    package func withBytes<Value>(_ body: (Span<UInt8>) -> Value) -> Value {
        unsafe withUnsafeBytes(of: self) { body(unsafe Span(_unsafeBytes: $0)) }
    }
}
