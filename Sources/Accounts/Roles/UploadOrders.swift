package import Persian
package import Store
import VerifyCore

/// Sending files in the name of an institution, and deciding about them.
extension Roles {
    /// Records a file that a person sent, in the transaction that queues it.
    ///
    /// `preview`: the bulk job that only checks the same file, for `issue`.
    ///
    /// - Throws: `RolesError.notPermitted` for a person who sends no files of the institution, or whose credentials are in
    ///   quarantine where degrees are prepared.
    package func addUploadOrder(
        _ id: String,
        for task: UploadOrder.Task,
        preview: String? = nil,
        named fileName: String,
        in organisation: String,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let (authority, capacity) = try uploadCapacity(
            of: actor,
            UploadOrder.senders,
            in: organisation,
            acting: task == .issue,
            at: now,
            in: connection
        )
        let keys = keyring.current
        let row = try UploadOrderRow(
            id: id,
            organisation: organisation,
            task: task.rawValue,
            preview: preview,
            fileName: UploadOrderRow.fileNameColumn.seal(Array(fileName.utf8), row: id, by: keys),
            sentBy: authority.person.description,
            sentFor: capacity.behalfOf?.description,
            sentAt: now.description
        ).sealed(by: keys)
        try row.insert(in: connection)
        try audit.record(
            "sent",
            on: AuditObject(.upload, id),
            by: authority.auditActor(as: capacity, network: actor.network),
            detail: "\(task.rawValue) \(organisation)",
            at: now,
            in: connection
        )
    }

    /// Records what a person decided about a file, in the transaction that queues or stops it.
    ///
    /// Degrees need another natural person of the institution than the sender, whom neither acts for the other.
    ///
    /// - Throws: `RolesError.notFound`; `.ended`; `.notPermitted`; `.otherPersonRequired`.
    package func decide(
        uploadOrder id: String,
        _ outcome: UploadOrder.Outcome,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard let found = try UploadOrderRow.find(.text(id), in: connection) else {
            throw RolesError.notFound
        }
        var row = try required(found)
        let isCancelled = outcome == .cancelled
        let (authority, capacity) = try uploadCapacity(
            of: actor,
            isCancelled ? UploadOrder.readers : UploadOrder.confirmers,
            in: row.organisation,
            acting: !isCancelled,
            at: now,
            in: connection
        )
        guard row.outcome == nil, isCancelled || row.task == UploadOrder.Task.issue.rawValue else {
            throw RolesError.ended
        }
        if !isCancelled {
            try requireOthers(than: row, authority.person, capacity.behalfOf, in: connection)
        }
        let former = row.seal
        row.decidedBy = AuditActor.person(authority.person, network: "").name
        row.decidedFor = capacity.behalfOf?.description
        row.decidedAt = now.description
        row.outcome = outcome.rawValue
        try row.save(replacing: former, by: keyring.current, in: connection)
        try audit.record(
            outcome.rawValue,
            on: AuditObject(.upload, id),
            by: authority.auditActor(as: capacity, network: actor.network),
            detail: "\(row.task) \(row.organisation)",
            at: now,
            in: connection
        )
    }

    /// Requires that the persons who confirm are not those who sent.
    private func requireOthers(
        than row: UploadOrderRow,
        _ person: PersonID,
        _ other: PersonID?,
        in connection: Connection
    ) throws {
        let senders = try naturalPersons(
            [row.sentBy, row.sentFor].compactMap(\.self).map { PersonID($0) },
            in: connection
        )
        let deciders = try naturalPersons([person, other].compactMap(\.self), in: connection)
        guard !senders.share(with: deciders) else { throw RolesError.otherPersonRequired }
    }

    private func uploadCapacity(
        of actor: AuditActor,
        _ roles: [Role],
        in organisation: String,
        acting: Bool,
        at now: Timestamp,
        in connection: Connection
    ) throws -> (Authority, Authority.Capacity) {
        guard let id = actor.personID else { throw RolesError.personRequired }
        let person = PersonID(id)
        let authority =
            try acting
            ? actingAuthority(of: person, at: now, in: connection)
            : authority(of: person, at: now, in: connection)
        let capacities = roles.compactMap { authority.capacity($0, in: organisation) }
        guard let capacity = capacities.first(where: { $0.behalfOf == nil }) ?? capacities.first
        else { throw RolesError.notPermitted }
        return (authority, capacity)
    }
}

/// Reading the files that were sent.
extension Roles {
    /// Returns a file of an institution; nil when there is none.
    package func uploadOrder(_ id: String, in organisation: String) async throws -> UploadOrder? {
        let keys = keyring.current
        return try await database.lookUp { connection in
            guard let row = try UploadOrderRow.find(.text(id), in: connection),
                row.organisation == organisation
            else { return nil }
            return try UploadOrder(row, by: keys)
        }
    }

    /// Returns the files of an institution, the newest first, from behind `last`.
    package func uploadOrders(
        in organisation: String,
        after last: UploadOrder? = nil,
        limit: Int
    ) async throws -> [UploadOrder] {
        let keys = keyring.current
        let older: SQL =
            last.map { "AND (sent_at, id) < (\($0.sentAt.description), \($0.id))" } ?? ""
        return try await database.read { connection in
            try connection.all(
                """
                SELECT \(UploadOrderRow.columns)
                FROM upload_order
                WHERE organisation = \(organisation) \(older)
                ORDER BY sent_at DESC, id DESC
                LIMIT \(limit)
                """
            ) { try UploadOrder(UploadOrderRow($0), by: keys) }
        }
    }

    /// Returns how many files an institution sent since a moment.
    package func countUploadOrders(
        in organisation: String,
        since start: Timestamp
    ) async throws -> Int {
        try await database.read { connection in
            let count = try connection.first(
                """
                SELECT count(*)
                FROM upload_order
                WHERE organisation = \(organisation) AND sent_at >= \(start.description)
                """
            ) { try $0.int(0) }
            return Int(count ?? 0)
        }
    }

    /// Returns how many files of an institution wait for a second person.
    package func countWaitingUploadOrders(in organisation: String) async throws -> Int {
        try await database.read { connection in
            let count = try connection.first(
                """
                SELECT count(*)
                FROM upload_order
                WHERE organisation = \(organisation) AND task = 'issue' AND outcome IS NULL
                """
            ) { try $0.int(0) }
            return Int(count ?? 0)
        }
    }
}
