import Synchronization

/// Makes request ids: twelve characters that can be read over a telephone, unique in one process.
///
/// Crockford's alphabet has no I, L, O or U. The number is a counter with a random start, multiplied by an
/// odd constant, so that consecutive ids look unrelated and a request needs no system call.
package final class RequestIDs: Sendable {
    private let counter: Atomic<UInt64>
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Request ids whose counter begins after `start`, which should be random.
    package init(startingAt start: UInt64) {
        counter = Atomic(start)
    }

    /// Returns the next request id, of twelve characters.
    package func next() -> String {
        let serial = counter.wrappingAdd(1, ordering: .relaxed).newValue
        var bits = (serial &* 0x9e37_79b9_7f4a_7c15) & 0x0fff_ffff_ffff_ffff
        return unsafe String(unsafeUninitializedCapacity: 12) { buffer in
            for index in stride(from: 11, through: 0, by: -1) {
                unsafe buffer[index] = Self.alphabet[Int(bits & 31)]
                bits >>= 5
            }
            return 12
        }
    }
}
