package import Persian
import Store

/// The terms that a person accepted, each in a separate transaction.
extension People {
    /// Returns the versions that a person accepted, in the order of their times.
    package func acceptedTerms(
        of id: PersonID
    ) async throws -> [(version: String, at: Timestamp)] {
        try await database.read { try acceptedTerms(of: id, in: $0) }
    }

    /// Stores that a person accepted a version.
    package func accept(
        terms version: String,
        by id: PersonID,
        at now: Timestamp
    ) async throws {
        try await database.write { try accept(terms: version, by: id, at: now, in: $0) }
    }
}
