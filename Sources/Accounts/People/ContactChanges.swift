package import Persian
import Store
import VerifyCore

/// A change of a contact, as the page behind the link in a message shows it: without any contact.
package struct ContactChange: Sendable, Hashable {
    /// Whether the new contact is taken over only at `effectiveAt`, because the person reported the loss of the old one.
    package let isLoss: Bool
    /// When the change takes full effect.
    package let effectiveAt: Timestamp
    /// Whether it can still be cancelled.
    package let isOpen: Bool
}

extension People {
    /// Seconds that a person waits who lost the contact.
    package static let lossSeconds: Int64 = 3 * 86_400
    /// Seconds of quarantine after a change of a contact or credential.
    package static let quarantineSeconds: Int64 = 86_400

    /// Stores the loss of the owner's contact: the contact of a claim that the registers matched takes its place after 72
    /// hours, unless the old one cancels.
    ///
    /// - Returns: When it takes effect; the time of the first report when the same was reported before.
    func beginLoss(
        of owner: Person,
        to new: Contact,
        by claim: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Timestamp {
        let keys = keyring.current
        let open = try openChanges(of: owner.id, in: connection)
        if let known = open.first(where: { $0.claim == claim.description }) {
            return try Timestamp(parsing: known.effectiveAt)
        }
        let end = now.adding(seconds: Self.lossSeconds)
        let row = try ContactChangeRow(
            of: owner.id,
            from: owner.contact(new.channel),
            to: new,
            claim: claim,
            at: now,
            effectiveAt: end,
            by: keys
        )
        try row.insert(by: keys, in: connection)
        let actor = AuditActor.person(claim, network: "")
        try record("contact-loss", on: owner.id, by: actor, at: now, in: connection)
        for contact in owner.provenContacts {
            let link = try link(of: row)
            try send(
                .contactLoss(link: link, at: end),
                to: contact,
                of: owner,
                row.id,
                in: connection
            )
        }
        return end
    }

    /// Stores a change that the person made with a proven factor: the new contact is used from now on, and the old one can
    /// cancel during the quarantine.
    func beginChange(
        of person: Person,
        to new: Contact,
        from network: String,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let keys = keyring.current
        let end = now.adding(seconds: Self.quarantineSeconds)
        let old = person.contact(new.channel)
        let row = try ContactChangeRow(
            of: person.id,
            from: old,
            to: new,
            claim: nil,
            at: now,
            effectiveAt: end,
            by: keys
        )
        try row.insert(by: keys, in: connection)
        try proveContact(new, of: person.id, at: now, in: connection)
        let actor = AuditActor.person(person.id, network: network)
        try record("contact-changed", on: person.id, by: actor, at: now, in: connection)
        // A person without an old contact of this channel learns it by the other one.
        for contact in person.provenContacts where contact.channel == new.channel || old == nil {
            let link = try link(of: row)
            try send(
                .contactChange(link: link, until: end),
                to: contact,
                of: person,
                row.id,
                in: connection
            )
        }
        try send(.newContact, to: new, of: person, row.id, in: connection)
    }

    /// Returns the change of a link; nil for a token that is not one.
    package func contactChange(
        forToken token: String,
        at now: Timestamp
    ) async throws -> ContactChange? {
        try await database.read { connection in
            guard let row = try change(forToken: token, in: connection) else { return nil }
            return ContactChange(
                isLoss: row.isLoss,
                effectiveAt: try Timestamp(parsing: row.effectiveAt),
                isOpen: row.isOpen(at: now)
            )
        }
    }

    /// Cancels the change of a link, in the transaction of the caller.
    ///
    /// The former contact is stored again, and both contacts are notified.
    ///
    /// - Returns: The person, whose sessions must end; nil when there is no such change, or it is done.
    func cancelChange(
        token: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> PersonID? {
        let keys = keyring.current
        guard var row = try change(forToken: token, in: connection), row.isOpen(at: now),
            let person = try person(PersonID(row.person), in: connection)
        else { return nil }
        row.cancelledAt = now.description
        guard try row.update(by: keys, in: connection) else { return nil }
        try record(
            "contact-change-cancelled",
            on: person.id,
            by: Self.link,
            at: now,
            in: connection
        )
        var contacts = person.provenContacts
        if !row.isLoss {
            let old = try row.old(by: keys)
            try change(person.id, in: connection) { person, keys in
                person.remove(row.channel)
                if let old { try person.set(old, provenAt: now, by: keys) }
            }
            if let old { contacts.append(old) }
        }
        for contact in Set(contacts) {
            try send(.contactChangeCancelled, to: contact, of: person, row.id, in: connection)
        }
        return person.id
    }

    /// Completes changes whose time has come; called by a worker of the daemon.
    ///
    /// - Returns: The persons whose sessions must end, because their contact was taken over.
    func completeChange(
        _ id: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> [PersonID] {
        let keys = keyring.current
        guard var row = try changeRow(id, in: connection), row.doneAt == nil,
            row.cancelledAt == nil, row.effectiveAt <= now.description
        else { return [] }
        row.doneAt = now.description
        guard try row.update(by: keys, in: connection), row.isLoss, let claim = row.claim,
            let new = try row.new(by: keys)
        else { return [] }
        let (owner, joined) = (PersonID(row.person), PersonID(claim))
        try proveContact(new, of: owner, at: now, in: connection)
        let actor = AuditActor.person(joined, network: "")
        try record("contact-replaced", on: owner, by: actor, at: now, in: connection)
        try change(joined, in: connection) { person, _ in
            person.joinedInto = owner.description
        }
        return [owner, joined]
    }

    /// Whether a change of a contact is in its quarantine.
    func hasFreshChange(
        of id: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        try openChanges(of: id, in: connection)
            .contains { !$0.isLoss && $0.effectiveAt > now.description }
    }

    /// Every change of a person's contacts, the oldest first.
    func changes(of id: PersonID, in connection: Connection) throws -> [ContactChangeRow] {
        try connection.all(
            """
            SELECT \(ContactChangeRow.columns)
            FROM contact_change
            WHERE person = \(id)
            ORDER BY asked_at, id
            """
        ) { try ContactChangeRow($0) }
        .filter { try isIntact($0.statement, $0.seal, table: "contact_change") }
    }

    /// The ids of changes whose time has come.
    func dueChanges(at now: Timestamp, in connection: Connection) throws -> [String] {
        try connection.all(
            """
            SELECT id
            FROM contact_change
            WHERE effective_at <= \(now.description)
                AND done_at IS NULL AND cancelled_at IS NULL
            ORDER BY effective_at
            LIMIT 100
            """
        ) { try $0.text(0) }
    }
}

extension People {
    /// The origin of a cancelled change: the reader of the message, who needs no session.
    private static let link = AuditActor.system("contact-change-link")

    private func link(of row: ContactChangeRow) throws -> String {
        let token = try ContactChangeLink.token(row.id, by: keyring.current)
        return settings.address + ContactChangeLink.path + token
    }

    private func change(
        forToken token: String,
        in connection: Connection
    ) throws -> ContactChangeRow? {
        guard let id = try ContactChangeLink.id(of: token, by: keyring.current) else { return nil }
        return try changeRow(id, in: connection)
    }

    private func changeRow(_ id: String, in connection: Connection) throws -> ContactChangeRow? {
        let found = try connection.first(
            "SELECT \(ContactChangeRow.columns) FROM contact_change WHERE id = \(id)"
        ) { try ContactChangeRow($0) }
        guard let found else { return nil }
        return try isIntact(found.statement, found.seal, table: "contact_change") ? found : nil
    }

    private func openChanges(
        of id: PersonID,
        in connection: Connection
    ) throws -> [ContactChangeRow] {
        try connection.all(
            """
            SELECT \(ContactChangeRow.columns)
            FROM contact_change
            WHERE person = \(id) AND done_at IS NULL AND cancelled_at IS NULL
            """
        ) { try ContactChangeRow($0) }
        .filter { try isIntact($0.statement, $0.seal, table: "contact_change") }
    }

    /// Stores a message to a contact of a person.
    ///
    /// `source`: The row that caused it.
    func send(
        _ event: AccountEvent,
        to contact: Contact,
        of person: Person,
        _ source: String,
        sequence: Int64 = 0,
        in connection: Connection
    ) throws {
        let message = AccountMessage(
            event,
            to: contact.text,
            by: contact.channel,
            in: person.language,
            source: source,
            sequence: sequence,
            host: settings.host
        )
        try messages(message, connection)
    }
}

extension ContactChangeRow {
    /// Whether the change can be cancelled.
    fileprivate func isOpen(at now: Timestamp) -> Bool {
        doneAt == nil && cancelledAt == nil && now.description < effectiveAt
    }
}
