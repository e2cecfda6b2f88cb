internal import Synchronization

/// Institutions as they were when a degree of theirs was last issued.
///
/// Used to prepare an issue, never to decide: the transaction that follows reads the row itself.
final class RecentInstitutions: Sendable {
    /// Guards the values, for the time of one copy.
    private let seen = Mutex<[String: Institution]>([:])

    subscript(code: String) -> Institution? {
        seen.withLock { $0[code] }
    }

    func remember(_ institution: Institution) {
        seen.withLock { $0[institution.code] = institution }
    }
}
