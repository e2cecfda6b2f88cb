import CLinux
import Foundation
import Testing

@testable import KeyFiles

@Suite(.serialized) struct ProcessMemoryTests {
    @Test func `the memory of a program that reads keys is in no core dump`() throws {
        // The test program itself, which must be readable again afterwards.
        defer { _ = sehat_set_dumpable(1) }
        #expect(sehat_is_dumpable() == 1)
        ProcessMemory.keepPrivate()
        #expect(sehat_is_dumpable() == 0)
        var limit = rlimit()
        #expect(unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0)
        #expect(limit.rlim_cur == 0 && limit.rlim_max == 0)
    }
}
