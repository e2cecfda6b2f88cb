package import Persian
package import Store
import VerifyCore

/// Changed and revoked credentials of a person.
extension SignIn {
    /// Stores changed credentials of a signed-in person, with the quarantine and a message to every proven contact
    /// (casework §10, flow 7).
    ///
    /// The other sessions end.
    /// A first authenticator of a citizen, and new recovery codes alone, need no quarantine.
    ///
    /// - Throws: `SignInError.factorNotFresh` unless a factor was proven in the last ten minutes.
    package func change(
        _ credentials: PreparedCredentials,
        in session: SignInSession,
        at now: Timestamp
    ) async throws {
        guard session.isFresh(at: now) else { throw SignInError.factorNotFresh }
        let id = session.person
        try await people.database.write { connection in
            let former = try self.credentials(of: id, in: connection)
            let replaces = former.contains { row in
                row.kind == CredentialRow.Kind.password.rawValue && credentials.password != nil
                    || row.kind == CredentialRow.Kind.totp.rawValue
                        && credentials.authenticator != nil
            }
            let end = replaces ? now.adding(seconds: People.quarantineSeconds) : now
            try enrol(credentials, of: id, effectiveAt: end, at: now, in: connection)
            try people.record(
                "credentials-changed",
                on: id,
                by: .person(id, network: session.network),
                at: now,
                in: connection
            )
            guard let person = try people.person(id, in: connection) else { return }
            for contact in person.provenContacts {
                try people.send(
                    .credentialsChanged,
                    to: contact,
                    of: person,
                    id.description,
                    sequence: now.secondsSinceEpoch,
                    in: connection
                )
            }
            guard replaces else { return }
            for other in try Self.rows(of: id, in: connection)
            where Hex.encode(other.hash) != session.id {
                try other.end(at: now, by: keys, in: connection)
            }
        }
    }

    /// Revokes all credentials and ends all sessions of a member of staff in the transaction of the caller, and notifies
    /// the person (casework §10, flow 8).
    ///
    /// The caller invites the person again, and never learns a credential.
    package func resetCredentials(
        of id: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        for row in try credentials(of: id, in: connection) {
            _ = try row.revoke(at: now, by: keys, in: connection)
        }
        try endSessions(of: id, at: now, in: connection)
        guard let person = try people.person(id, in: connection) else { return }
        for contact in person.provenContacts {
            try people.send(
                .credentialsReset,
                to: contact,
                of: person,
                id.description,
                sequence: now.secondsSinceEpoch,
                in: connection
            )
        }
    }
}
