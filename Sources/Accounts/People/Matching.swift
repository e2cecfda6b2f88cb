package import Persian
import Store
import VerifyCore

/// The result of matching a person's number with the registers.
package enum MatchOutcome: Sendable, Hashable {
    /// The person is of level 1 now.
    case matched
    /// Something differs; never what. Two attesters can prove the number in presence.
    case differs
    /// The registers answer that the person has died; sign-in ends.
    case deceased
    /// There is no answer; the question is repeated in the background, and the person continues at level 0.
    case unavailable
    /// The questions of the day are used up.
    case tooMany
    /// The number has an owner: its contact becomes this person's at a time, unless the old one cancels.
    case takesOver(at: Timestamp)
    /// The person has no proven contact, or is of level 1 already.
    case notNeeded
}

extension People {
    /// Matches the number of a person with the registers (casework §10, flow 3), after its contact was proven.
    ///
    /// The registers are called outside any transaction.
    ///
    /// `isStaff`: Whether a person signs in with a password; then only two administrators replace a lost contact.
    ///
    /// - Returns: The outcome, and the persons whose sessions must end.
    /// - Throws: `PeopleError.noSuchPerson`.
    func match(
        _ id: PersonID,
        isStaff: @escaping @Sendable (PersonID, Connection) throws -> Bool,
        at now: Timestamp
    ) async throws -> (outcome: MatchOutcome, ended: Set<PersonID>) {
        guard let person = try await person(id) else { throw PeopleError.noSuchPerson }
        guard person.level == .claimed, person.maySignIn, let contact = person.provenContact else {
            return (.notNeeded, [])
        }
        guard let answer = try await answer(about: person, contact, repeats: true, at: now) else {
            return (.tooMany, [])
        }
        return try await apply(answer, to: id, isStaff: isStaff, at: now)
    }

    /// Applies an answer of the registers to a person of level 0.
    ///
    /// - Returns: The outcome, and the persons whose sessions must end.
    private func apply(
        _ answer: IdentityAnswer,
        to id: PersonID,
        isStaff: @escaping @Sendable (PersonID, Connection) throws -> Bool,
        at now: Timestamp
    ) async throws -> (outcome: MatchOutcome, ended: Set<PersonID>) {
        switch answer {
        case .differs: (.differs, [])
        case .unavailable: (.unavailable, [])
        case .matched:
            (
                try await database.write { connection in
                    try matched(id, isStaff: isStaff, at: now, in: connection)
                }, []
            )
        case .deceased: (.deceased, try await database.write { try died(id, at: now, in: $0) })
        }
    }

    /// Marks a person and the owner of its number as deceased.
    private func died(
        _ id: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Set<PersonID> {
        guard let person = try person(id, in: connection) else { return [] }
        var ids: Set = [id]
        if let number = person.number, let owner = try ownerNumber(number, in: connection) {
            ids.insert(PersonID(owner.person))
        }
        for id in ids {
            try change(id, in: connection) { row, _ in row.isDeceased = true }
            try record("deceased", on: id, by: Self.registers, at: now, in: connection)
        }
        return ids
    }

    /// The origin of changes that an answer of the registers causes.
    private static let registers = AuditActor.system("identity-check")

    /// Raises a matched person to level 1, or begins the transfer of the owner's contact.
    private func matched(
        _ id: PersonID,
        isStaff: (PersonID, Connection) throws -> Bool,
        at now: Timestamp,
        in connection: Connection
    ) throws -> MatchOutcome {
        guard let person = try person(id, in: connection), person.level == .claimed,
            person.maySignIn, let number = person.number, let contact = person.provenContact
        else { return .notNeeded }
        guard let owner = try owner(of: number, in: connection) else {
            try proveNumber(number, of: id, source: .identityCheck, at: now, in: connection)
            try record("matched", on: id, by: Self.registers, at: now, in: connection)
            return .matched
        }
        guard owner.maySignIn, try !isStaff(owner.id, connection) else { return .differs }
        let change = try beginLoss(of: owner, to: contact, by: id, at: now, in: connection)
        return .takesOver(at: change)
    }
}

extension People {
    /// Repeats questions that had no answer; called by a worker of the daemon.
    ///
    /// Each question is taken by compare-and-swap on its next time, so that of several daemons one puts it.
    ///
    /// - Returns: The persons whose sessions must end, because the registers called them deceased.
    func repeatQueries(
        isStaff: @escaping @Sendable (PersonID, Connection) throws -> Bool,
        at now: Timestamp
    ) async throws -> Set<PersonID> {
        let due = try await database.read { connection in
            try connection.all(
                """
                SELECT id, person, tries, next_at
                FROM identity_query
                WHERE next_at IS NOT NULL AND next_at <= \(now.description)
                ORDER BY next_at
                LIMIT \(Self.repeatsPerCall)
                """
            ) {
                (
                    id: try $0.text(0), person: PersonID(try $0.text(1)), tries: try $0.int(2),
                    next: try $0.text(3)
                )
            }
        }
        var ended: Set<PersonID> = []
        for query in due {
            let wait = min(Self.firstRepeat << min(query.tries, 12), Self.mostRepeat)
            let next = query.tries < Self.mostRepeats ? now.adding(seconds: wait) : nil
            let isOurs = try await database.write { connection in
                try connection.execute(
                    """
                    UPDATE identity_query
                    SET tries = tries + 1, next_at = \(next?.description)
                    WHERE id = \(query.id) AND next_at = \(query.next)
                    """
                ) == 1
            }
            guard isOurs, let person = try await person(query.person),
                person.level == .claimed, person.maySignIn, let number = person.number,
                let contact = person.provenContact
            else { continue }
            let answer = await identityCheck.check(Self.query(about: person, number, contact))
            if answer == .unavailable { continue }
            try await database.write { try store(answer, of: query.id, next: nil, in: $0) }
            let applied = try await apply(answer, to: person.id, isStaff: isStaff, at: now)
            ended.formUnion(applied.ended)
        }
        return ended
    }
}
