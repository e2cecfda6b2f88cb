import CLinux
import Foundation

/// The memory of this process, which holds keys and records of people.
package enum ProcessMemory {
    /// Keeps the memory out of core dumps, and away from other processes of the same user (`ptrace`,
    /// `/proc/PID/mem`): `PR_SET_DUMPABLE` 0 (prctl(2)) and no core file.
    ///
    /// The programs call it before they read a key. A failure is not an error: the unit also forbids core
    /// files, and a kernel without this call has no dumps to forbid.
    package static func keepPrivate() {
        _ = sehat_set_dumpable(0)
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }
}
