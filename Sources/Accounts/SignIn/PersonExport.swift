package import Persian
import Store
package import VerifyCore

/// A person's data, as the person may read and take away (casework §10; ISO/IEC 29184, GDPR article 15 by analogy).
extension SignIn {
    /// Returns everything that these modules know about a person, as JSON; nil for an unknown person.
    ///
    /// It has no secret: neither hashes of passwords nor keyed hashes.
    package func export(of id: PersonID, at now: Timestamp) async throws -> JSON? {
        let keys = keys
        return try await people.database.read { connection in
            guard let person = try people.person(id, in: connection) else { return nil }
            let terms = try people.acceptedTerms(of: id, in: connection)
            let sessions = try connection.all(
                """
                SELECT \(SessionRow.columns)
                FROM session
                WHERE person = \(id)
                ORDER BY begun_at, id_hash
                """
            ) { SignInSession(try SessionRow($0), by: keys) }
            let credentials = try self.credentials(of: id, in: connection)
            let changes = try people.changes(of: id, in: connection)
            return JSON.object([
                .init("exported_at", .string(now.description)),
                .init("person", JSON(person)),
                .init(
                    "terms",
                    .array(
                        terms.map {
                            [
                                "version": .string($0.version),
                                "accepted_at": .string($0.at.description),
                            ]
                        }
                    )
                ),
                .init("credentials", .array(credentials.map { JSON($0) })),
                .init("contact_changes", .array(try changes.map { try JSON($0, by: keys) })),
                .init("sessions", .array(sessions.map { JSON($0) })),
            ])
        }
    }
}

extension JSON {
    /// A person with numbers and contacts, for the person and for administrators.
    package init(_ person: Person) {
        self = .object([
            .init("id", .string(person.id.description)),
            .init("level", .integer(Int64(person.level.rawValue))),
            .init("first_name_fa", .string(person.name.firstFa)),
            .init("last_name_fa", .string(person.name.lastFa)),
            .init("first_name_en", .string(person.name.firstEn)),
            .init("last_name_en", .string(person.name.lastEn)),
            .init(
                "former_names",
                .array(person.formerNames.split(separator: "\n").map { .string(String($0)) })
            ),
            .init("birth_date", .string(person.birthDate.description)),
            .init("numbers", .array(person.numbers.map { JSON($0) })),
            .init("mobile", JSON(person.mobile?.canonical)),
            .init("mobile_proven_at", JSON(person.mobileProvenAt?.description)),
            .init("email", JSON(person.email?.description)),
            .init("email_proven_at", JSON(person.emailProvenAt?.description)),
            .init("language", .string(person.language.rawValue)),
            .init("abroad", .bool(person.isAbroad)),
            .init("deceased", .bool(person.isDeceased)),
            .init("joined_into", JSON(person.joinedInto?.description)),
            .init("blocked_at", JSON(person.blockedAt?.description)),
            .init("created_at", .string(person.createdAt.description)),
        ])
    }

    private init(_ number: PersonNumber) {
        self = .object([
            .init("kind", .string(number.number.kind.rawValue)),
            .init("country", .string(number.number.country)),
            .init("number", .string(number.number.number)),
            .init("source", .string(number.source.rawValue)),
            .init("proven_at", JSON(number.provenAt?.description)),
            .init("ended_at", JSON(number.endedAt?.description)),
        ])
    }

    fileprivate init(_ credential: CredentialRow) {
        self = .object([
            .init("kind", .string(credential.kind)),
            .init("created_at", .string(credential.createdAt)),
            .init("effective_at", .string(credential.effectiveAt)),
        ])
    }

    fileprivate init(_ change: ContactChangeRow, by keys: Keyring) throws {
        self = .object([
            .init("kind", .string(change.kind)),
            .init("way", .string(change.way)),
            .init("old", JSON(try change.old(by: keys)?.text)),
            .init("new", JSON(try change.new(by: keys)?.text)),
            .init("asked_at", .string(change.askedAt)),
            .init("effective_at", .string(change.effectiveAt)),
            .init("done_at", JSON(change.doneAt)),
            .init("cancelled_at", JSON(change.cancelledAt)),
        ])
    }

    /// A session, without its secret.
    package init(_ session: SignInSession) {
        self = .object([
            .init("id", .string(session.id)),
            .init("kind", .string(session.kind.rawValue)),
            .init("begun_at", .string(session.begunAt.description)),
            .init("seen_at", .string(session.seenAt.description)),
            .init("ends_at", .string(session.endsAt.description)),
            .init("proved_at", .string(session.provedAt.description)),
            .init("ended_at", JSON(session.endedAt?.description)),
            .init("agent", .string(session.agent)),
            .init("network", .string(session.network)),
        ])
    }
}
