package import Persian
import Store
import VerifyCore

/// What two administrators review after a compromise of a data key: everything that gives a right in the register.
///
/// An attacker who knew the key could have made rows with right seals, so the seals prove nothing; the persons who know
/// SAORG's staff do.
package struct SealReview: Sendable, Equatable {
    /// A person with roles.
    package struct Member: Sendable, Equatable {
        /// The name.
        package let name: String
        /// The contact that an invitation will go to.
        package let contact: String
        /// Each role with its organisation: `head 1001`.
        package let roles: [String]
    }

    /// The persons with roles, in the order of their ids.
    package let members: [Member]
    /// The codes of the organisations, each with its kind and contact.
    package let organisations: [String]
    /// The SHA-256 of the rows in hexadecimal digits: only these rows are trusted.
    package let digest: String
}

extension Roles {
    /// Whether a seal is right, and under a compromised data key.
    func isCompromised(_ statement: RowStatement, _ seal: [UInt8], _ keys: Keyring) -> Bool {
        guard case .distrusted(.compromised) = keys.verdict(on: statement, sealed: seal) else {
            return false
        }
        return true
    }

    /// Returns what has to be reviewed.
    ///
    /// Rows whose seal is wrong under every key are not part of it, and give no right.
    package func sealReview() async throws -> SealReview {
        try await database.read { try review(in: $0).value }
    }

    /// The rows of a review.
    private struct Reviewed {
        var organisations: [OrganisationRow] = []
        var grants: [RoleGrantRow] = []
        var persons: [PersonRow] = []
        var numbers: [PersonNumberRow] = []
        let value: SealReview
    }

    private func review(in connection: Connection) throws -> Reviewed {
        let keys = keyring.current
        func counts(_ statement: RowStatement, _ seal: [UInt8]) -> Bool {
            keys.verdict(on: statement, sealed: seal) == .intact
                || isCompromised(statement, seal, keys)
        }
        let organisations = try connection.all(
            "SELECT \(OrganisationRow.columns) FROM organisation ORDER BY code"
        ) { try OrganisationRow($0) }.filter { counts($0.statement, $0.seal) }
        let grants = try connection.all(
            "SELECT \(RoleGrantRow.columns) FROM role_grant WHERE ended_at IS NULL ORDER BY id"
        ) { try RoleGrantRow($0) }.filter { counts($0.statement, $0.seal) }
        let ids = Set(grants.map(\.person))
        let persons = try ids.sorted().compactMap { id in
            try connection.first("SELECT \(PersonRow.columns) FROM person WHERE id = \(id)") {
                try PersonRow($0)
            }
        }.filter { counts($0.statement, $0.seal) }
        let numbers = try persons.flatMap { try self.numbers(of: $0.id, in: connection) }
            .filter { counts($0.statement, $0.seal) }
        var bytes: [UInt8] = []
        for statement in organisations.map(\.statement) + grants.map(\.statement)
            + persons.map(\.statement) + numbers.map(\.statement)
        {
            bytes += SHA256.hash(statement.bytes)
        }
        let value = SealReview(
            members: try persons.map { person in
                try member(person, grants.filter { $0.person == person.id }, keys)
            },
            organisations: try organisations.map { row in
                "\(row.code) \(row.kind) \(try contact(of: row, keys))"
            },
            digest: Hex.encode(SHA256.hash(bytes))
        )
        return Reviewed(
            organisations: organisations,
            grants: grants,
            persons: persons,
            numbers: numbers,
            value: value
        )
    }

    private func member(
        _ row: PersonRow,
        _ grants: [RoleGrantRow],
        _ keys: Keyring
    ) throws -> SealReview.Member {
        var row = row
        try row.renewCiphers(by: keys, after: true)
        let mobile = try PersonRow.mobileColumn.text(row.mobile, row: row.id, by: keys)
        let email = try PersonRow.emailColumn.text(row.email, row: row.id, by: keys)
        return SealReview.Member(
            name: row.name.full,
            contact: [mobile, email].compactMap(\.self).joined(separator: " "),
            roles: grants.map { "\($0.role) \($0.organisation)" }.sorted()
        )
    }

    private func contact(of row: OrganisationRow, _ keys: Keyring) throws -> String {
        var row = row
        try row.renewCiphers(by: keys, after: true)
        return try OrganisationRow.contactColumn.text(row.contact, row: row.code, by: keys) ?? ""
    }
}

extension Roles {
    /// Trusts the reviewed rows and seals them under the active key; everything else that gives access ends.
    ///
    /// Credentials, sessions, one-time codes and changes of contacts are deleted, because the attacker could read or make
    /// them. Delegations, invitations and proposals end. Root administrators get new invitations, and reset the others.
    /// Other persons keep their data and have to prove contact and number again.
    ///
    /// - Returns: the number of root administrators who were invited.
    /// - Throws: `RolesError.otherPersonRequired` without two administrators; `.integrityFailure` when the rows are not
    ///   those of the review.
    package func trust(
        reviewed digest: String,
        by administrators: [String],
        at now: Timestamp
    ) async throws -> Int {
        guard Set(administrators).count >= 2 else { throw RolesError.otherPersonRequired }
        let invited = try await database.write { connection in
            let reviewed = try review(in: connection)
            guard reviewed.value.digest == digest else { throw RolesError.integrityFailure }
            try endAccess(in: connection)
            let roots = try trust(reviewed, in: connection)
            try endPending(at: now, in: connection)
            for grant in roots { try inviteAgain(grant, at: now, in: connection) }
            try audit.record(
                "trusted-again",
                on: AuditObject(.register, Organisation.saorg),
                by: .commandLine(administrators.sorted().joined(separator: " and ")),
                detail: digest,
                at: now,
                in: connection
            )
            return roots.count
        }
        _ = try await forEachPerson { person, connection in
            try lower(person, in: connection)
        }
        _ = try await anchorTrails(at: now)
        return invited
    }

    private func endAccess(in connection: Connection) throws {
        for table in ["session", "challenge", "credential", "contact_change"] {
            try connection.execute("DELETE FROM \(identifier: table)")
        }
    }

    /// Seals the reviewed rows; returns the grants of the root administrators.
    private func trust(
        _ reviewed: Reviewed,
        in connection: Connection
    ) throws -> [RoleGrantRow] {
        let keys = keyring.current
        for row in reviewed.organisations {
            var new = row
            try new.renewCiphers(by: keys, after: true)
            try new.save(replacing: row.seal, by: keys, in: connection)
        }
        for row in reviewed.persons {
            var new = row
            try new.renewCiphers(by: keys, after: true)
            try new.update(by: keys, in: connection)
            _ = try renewTerms(of: row.id, after: true, in: connection)
        }
        for row in reviewed.numbers { try row.update(by: keys, in: connection) }
        for row in reviewed.grants { try row.save(replacing: row.seal, by: keys, in: connection) }
        return reviewed.grants.filter { $0.role == Role.root.rawValue }
    }

    /// Ends what is under way: delegations, invitations and proposals under a compromised key, and ended grants.
    private func endPending(at now: Timestamp, in connection: Connection) throws {
        try endRows(of: DelegationRow.self, in: connection) { row in
            row.endedAt = row.endedAt ?? now.description
        }
        try endRows(of: InvitationRow.self, in: connection) { row in
            row.usedAt = row.usedAt ?? now.description
        }
        try endRows(of: RoleGrantRow.self, in: connection) { row in
            row.endedAt = row.endedAt ?? now.description
        }
        try endRows(of: ProposalRow.self, in: connection) { row in
            guard row.outcome == nil else { return }
            row.outcome = Proposal.Outcome.withdrawn.rawValue
            row.decidedBy = AuditActor.system("reseal").name
            row.decidedAt = now.description
        }
        try endRows(of: UploadOrderRow.self, in: connection) { row in
            guard row.outcome == nil else { return }
            row.outcome = UploadOrder.Outcome.cancelled.rawValue
            row.decidedBy = AuditActor.system("reseal").name
            row.decidedAt = now.description
        }
        // What was confirmed under a compromised key is history, which the audit trail has too.
        try endRows(of: MonthlyConfirmationRow.self, in: connection) { _ in }
    }

    private func endRows<Row: AccountsRow>(
        of type: Row.Type,
        in connection: Connection,
        _ end: (inout Row) -> Void
    ) throws {
        let keys = keyring.current
        var last: SQLValue?
        while true {
            let page = try AccountsRows.page(of: type, after: last, in: connection)
            for row in page where isCompromised(row.statement, row.seal, keys) {
                var new = row
                try new.renewCiphers(by: keys, after: true)
                end(&new)
                try new.save(replacing: row.seal, by: keys, in: connection)
            }
            guard let key = page.last?.key else { return }
            last = key
        }
    }

    private func inviteAgain(
        _ grant: RoleGrantRow,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard let person = try people.person(PersonID(grant.person), in: connection),
            person.maySignIn
        else { return }
        try invite(person, to: grant, by: nil, at: now, in: connection)
    }

    /// Seals a person that was not reviewed: a claim, with no number and no contact proven.
    private func lower(_ row: PersonRow, in connection: Connection) throws -> Int {
        let keys = keyring.current
        guard isCompromised(row.statement, row.seal, keys) else { return 0 }
        var new = row
        try new.renewCiphers(by: keys, after: true)
        new.level = Int64(Person.Level.claimed.rawValue)
        (new.mobileProvenAt, new.emailProvenAt) = (nil, nil)
        try new.update(by: keys, in: connection)
        for number in try numbers(of: row.id, in: connection)
        where isCompromised(number.statement, number.seal, keys) {
            var claim = number
            claim.provenAt = nil
            try claim.update(by: keys, in: connection)
        }
        return try renewTerms(of: row.id, after: true, in: connection) + 1
    }
}
