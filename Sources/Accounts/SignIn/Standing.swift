package import Persian
package import Store
import VerifyCore

/// Whether a person can act as staff now.
package struct SignInStanding: Sendable, Hashable {
    /// Whether the person has a password and an authenticator.
    package let hasCredentials: Bool
    /// Whether a contact is proven.
    package let hasProvenContact: Bool
    /// Whether the person may sign in: neither blocked nor deceased nor joined with another.
    package let maySignIn: Bool
    /// Whether a credential or a contact was changed in the last 24 hours: then the person reads, and neither issues nor
    /// approves.
    package let isInQuarantine: Bool

    /// Whether the person can sign in and act.
    package var isUsable: Bool {
        hasCredentials && hasProvenContact && maySignIn && !isInQuarantine
    }
}

extension SignIn {
    /// Returns the standing of a person in the transaction of the caller; nothing is true of an unknown person.
    package func standing(
        of id: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> SignInStanding {
        let person = try people.person(id, in: connection)
        let rows = try credentials(of: id, in: connection)
        func has(_ kind: CredentialRow.Kind) -> Bool { rows.contains { $0.kind == kind.rawValue } }
        let isFresh = rows.contains { $0.effectiveAt > now.description }
        return SignInStanding(
            hasCredentials: has(.password) && has(.totp),
            hasProvenContact: person?.provenContact != nil,
            maySignIn: person?.maySignIn ?? false,
            isInQuarantine: try isFresh
                || people.hasFreshChange(of: id, at: now, in: connection)
        )
    }

    /// Blocks a person in the transaction of the caller, and ends all sessions.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    package func block(_ id: PersonID, at now: Timestamp, in connection: Connection) throws {
        try people.change(id, in: connection) { row, _ in
            row.blockedAt = row.blockedAt ?? now.description
        }
        try endSessions(of: id, at: now, in: connection)
    }

    /// Ends the block of a person in the transaction of the caller.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    package func unblock(_ id: PersonID, in connection: Connection) throws {
        try people.change(id, in: connection) { row, _ in row.blockedAt = nil }
    }

    /// Matches the number of a person with the registers, after its contact was proven (casework §10, flow 3).
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    package func matchIdentity(of id: PersonID, at now: Timestamp) async throws -> MatchOutcome {
        let (outcome, ended) = try await people.match(
            id,
            isStaff: { try hasPassword($0, in: $1) },
            at: now
        )
        for id in ended { try await endAll(of: id, at: now) }
        return outcome
    }

    /// Repeats questions to the registers that had no answer, and completes changes of contacts whose time has come;
    /// called by a worker of the daemon every minute.
    package func work(at now: Timestamp) async throws {
        let deceased = try await people.repeatQueries(
            isStaff: { try hasPassword($0, in: $1) },
            at: now
        )
        for id in deceased { try await endAll(of: id, at: now) }
        let due = try await people.database.read { try people.dueChanges(at: now, in: $0) }
        for change in due {
            do {
                try await people.database.write { connection in
                    for id in try people.completeChange(change, at: now, in: connection) {
                        try endSessions(of: id, at: now, in: connection)
                    }
                }
            } catch is PeopleError {
                // A row was edited, which raised the alarm; the other changes are completed.
                continue
            }
        }
    }
}
