package import Persian
import Store
import VerifyCore

/// Deleting what is not needed any more; each call is bounded, and the daemon calls it every minute.
extension SignIn {
    /// Seconds after which a claim without a proven contact is deleted.
    package static let claimSeconds: Int64 = 86_400
    /// Rows that are deleted in one transaction.
    private static let slice = 500
    /// Seconds for which failed attempts are remembered; longer than any delay.
    private static let attemptAge: Int64 = 86_400

    /// Deletes unproven claims of yesterday, old challenges, sessions that ended long ago, and old counts of attempts.
    ///
    /// - Returns: How many claims were deleted.
    @discardableResult
    package func prune(at now: Timestamp) async throws -> Int {
        let settings = people.settings
        let challenges = now.adding(seconds: -settings.challengeAge).description
        let sessions = now.adding(seconds: -settings.sessionAge).description
        let attempts = now.adding(seconds: -Self.attemptAge).description
        try await people.database.write { connection in
            try connection.execute(
                """
                DELETE FROM challenge
                WHERE id IN (
                    SELECT id FROM challenge WHERE created_at < \(challenges) LIMIT \(Self.slice)
                )
                """
            )
            try connection.execute(
                """
                DELETE FROM session
                WHERE id_hash IN (
                    SELECT id_hash FROM session WHERE ends_at < \(sessions) LIMIT \(Self.slice)
                )
                """
            )
            try connection.execute(
                """
                DELETE FROM sign_in_attempt
                WHERE place IN (
                    SELECT place
                    FROM sign_in_attempt
                    WHERE last_at < \(attempts)
                    LIMIT \(Self.slice)
                )
                """
            )
        }
        return try await pruneClaims(at: now)
    }

    /// Deletes claims of which no contact was proven within a day.
    ///
    /// A person that an invitation or an attestation made is not a claim, and stays.
    private func pruneClaims(at now: Timestamp) async throws -> Int {
        let oldest = now.adding(seconds: -Self.claimSeconds).description
        let claims = try await people.database.read { connection in
            try connection.all(
                """
                SELECT id
                FROM person
                WHERE level = 0 AND mobile_proven_at IS NULL AND email_proven_at IS NULL
                    AND created_at <= \(oldest)
                    AND NOT EXISTS (
                        SELECT 1 FROM person_number WHERE person = id AND source <> 'claim'
                    )
                ORDER BY created_at
                LIMIT \(Self.slice)
                """
            ) { PersonID(try $0.text(0)) }
        }
        var deleted = 0
        for claim in claims {
            do {
                try await people.database.write { connection in
                    guard let person = try people.person(claim, in: connection),
                        person.level == .claimed, person.provenContact == nil
                    else { return }
                    try deleteClaim(claim, in: connection)
                }
                deleted += 1
            } catch StoreError.constraint {
                // Another table names the person, as a role does: it is not a claim only.
                continue
            }
        }
        return deleted
    }

    /// Deletes a claim with everything that belongs to it.
    func deleteClaim(_ claim: PersonID, in connection: Connection) throws {
        let tables = [
            "challenge", "session", "credential", "contact_change", "identity_query",
            "terms_acceptance", "person_number",
        ]
        for table in tables {
            try connection.execute(
                "DELETE FROM \(identifier: table) WHERE person = \(claim)"
            )
        }
        try connection.execute("DELETE FROM person WHERE id = \(claim)")
    }
}
