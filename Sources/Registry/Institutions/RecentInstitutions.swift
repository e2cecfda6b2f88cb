internal import Synchronization

/// Institutions as they were when a degree of theirs was last issued.
///
/// To prepare by, and never to decide by: the transaction that follows reads the row itself.
final class RecentInstitutions: Sendable {
    /// Guards the values, for as long as one copy takes.
    private let seen = Mutex<[String: Institution]>([:])

    subscript(code: String) -> Institution? {
        seen.withLock { $0[code] }
    }

    func see(_ institution: Institution) {
        seen.withLock { $0[institution.code] = institution }
    }
}
