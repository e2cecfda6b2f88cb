internal import Synchronization

/// A pool of libcrypto contexts that threads borrow, so that calls on hot paths do not allocate.
///
/// One thread at a time may use a context. Each slot holds a context or nothing; borrowing exchanges the
/// context for nothing and returning stores it again, each by one atomic instruction, so that no thread waits
/// for another. A thread begins at the slot that its stack's address selects; if all slots are empty, it makes a
/// context, which on return is kept or freed.
///
/// `@unchecked Sendable`: the slots are atomics that live as long as the pool, and a context is reachable
/// either from a slot or from the one thread that swapped it out.
@safe final class ContextPool: @unchecked Sendable {
    typealias Slot = Atomic<OpaquePointer?>

    /// The number of slots: more than the threads that compute at the same time on usual servers.
    private static let count = 16
    /// The distance between slots in words, so that no two share a cache line.
    private static let stride = 8

    private let slots: UnsafeMutablePointer<Slot>
    private let make: @Sendable () -> OpaquePointer
    private let free: @Sendable (OpaquePointer) -> Void

    init(
        make: @escaping @Sendable () -> OpaquePointer,
        free: @escaping @Sendable (OpaquePointer) -> Void
    ) {
        unsafe self.make = unsafe make
        unsafe self.free = unsafe free
        unsafe slots = .allocate(capacity: Self.count * Self.stride)
        for index in 0..<Self.count * Self.stride {
            unsafe (slots + index).initialize(to: Slot(nil))
        }
    }

    deinit {
        for index in 0..<Self.count {
            if let context = unsafe slots[index * Self.stride].load(ordering: .acquiring) {
                unsafe free(context)
            }
        }
        unsafe slots.deinitialize(count: Self.count * Self.stride)
        unsafe slots.deallocate()
    }

    /// Calls `body` with a context, which it must not keep.
    @inline(__always)
    func withContext<Value>(_ body: (OpaquePointer) -> Value) -> Value {
        let first = Self.slotOfThisThread()
        let context = unsafe borrow(first)
        let value = unsafe body(context)
        unsafe release(context, first)
        return value
    }

    @inline(__always)
    private func borrow(_ first: Int) -> OpaquePointer {
        if let context = unsafe slots[first &* Self.stride].exchange(nil, ordering: .acquiring) {
            return unsafe context
        }
        return unsafe borrowElsewhere(first)
    }

    @inline(never)
    private func borrowElsewhere(_ first: Int) -> OpaquePointer {
        for step in 1..<Self.count {
            let index = (first + step) % Self.count * Self.stride
            if let context = unsafe slots[index].exchange(nil, ordering: .acquiring) {
                return unsafe context
            }
        }
        return unsafe make()
    }

    @inline(__always)
    private func release(_ context: OpaquePointer, _ first: Int) {
        let own = unsafe slots[first &* Self.stride].compareExchange(
            expected: nil,
            desired: context,
            ordering: .releasing
        )
        if unsafe !own.exchanged { unsafe releaseElsewhere(context, first) }
    }

    @inline(never)
    private func releaseElsewhere(_ context: OpaquePointer, _ first: Int) {
        for step in 1..<Self.count {
            let index = (first + step) % Self.count * Self.stride
            let (kept, _) = unsafe slots[index].compareExchange(
                expected: nil,
                desired: context,
                ordering: .releasing
            )
            if kept { return }
        }
        unsafe free(context)
    }

    /// Selects a slot by the stack's address: the stacks of threads are megabytes apart.
    @inline(__always)
    private static func slotOfThisThread() -> Int {
        var here: UInt8 = 0
        let address = unsafe withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
        return Int(truncatingIfNeeded: ((address >> 20) &* 0x9e37_79b9_7f4a_7c15) >> 60)
    }
}
