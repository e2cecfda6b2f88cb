package import Persian
import Store
import VerifyCore

/// The persons who attested identities.
extension Roles {
    /// Returns the most identities that one attester attested, first or second, in the last 24 hours.
    package func mostAttestations(at now: Timestamp) async throws -> Int {
        let start = now.adding(seconds: -86_400).description
        let attesters = try await database.read { connection in
            try connection.all(
                """
                SELECT proposed_by, decided_by
                FROM proposal
                WHERE outcome IS NOT NULL AND kind = 'attest' AND outcome = 'confirmed'
                    AND decided_at > \(start)
                """
            ) { [try $0.text(0), try $0.optionalText(1) ?? ""] }
        }
        return Dictionary(grouping: attesters.flatMap(\.self), by: \.self).map(\.value.count).max()
            ?? 0
    }

    /// Returns the persons who attested the identity of a person, or of one that was joined into it: they are excluded
    /// from the cases of that person.
    package func attesters(of person: PersonID) async throws -> [PersonID] {
        try await database.read { connection in
            var found: [PersonID] = []
            for id in try joined(into: person, in: connection) {
                for attester in try attesters(ofRow: id, in: connection)
                where !found.contains(attester) { found.append(attester) }
            }
            return found
        }
    }

    /// The most persons whose attesters are looked up for one person.
    private static let joinedLimit = 50

    /// Returns a person and the persons joined into it, over several steps, by its audit trail; a row that was inserted by
    /// hand could only exclude more persons.
    private func joined(into person: PersonID, in connection: Connection) throws -> [PersonID] {
        var persons = [person]
        var place = 0
        while place < persons.count, persons.count < Self.joinedLimit {
            let details = try connection.all(
                """
                SELECT detail
                FROM audit
                WHERE object_kind = 'person' AND object_id = \(persons[place].description)
                    AND action = 'joined-with'
                """
            ) { PersonID(try $0.text(0)) }
            persons += details.filter { !persons.contains($0) }
            place += 1
        }
        return persons
    }

    private func attesters(
        ofRow person: PersonID,
        in connection: Connection
    ) throws -> [PersonID] {
        let keys = keyring.current
        return try connection.all(
            """
            SELECT \(ProposalRow.columns)
            FROM proposal
            WHERE person = \(person.description) AND kind = 'attest' AND outcome = 'confirmed'
            """
        ) { try ProposalRow($0) }
        .filter { $0.verdict(by: keys) == .intact }
        .flatMap { [$0.proposedBy, $0.decidedBy ?? ""] }
        .filter { $0.hasPrefix("person:") }
        .map { PersonID(String($0.dropFirst("person:".count))) }
    }
}
