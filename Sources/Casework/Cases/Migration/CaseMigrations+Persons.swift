package import Accounts
package import Persian
import Store
import VerifyCore

/// The two persons.
extension CaseMigrations {
    /// Keeps a mapping that another person may carry out; returns its row.
    ///
    /// - Throws: `MigrationError`; `StoreError`; `CaseError.noActiveKey`.
    package func propose(
        _ migration: CaseMigration,
        by person: PersonID,
        at now: Timestamp
    ) async throws -> MigrationRow {
        let target = try target(of: migration.service, migration.to)
        try await requireComplete(migration, to: target)
        return try await database.write { connection in
            try requireRole(of: person, for: target, at: now, in: connection)
            let (service, from) = (migration.service, migration.from)
            if let open = try MigrationRow.open(of: service, from: from, in: connection) {
                throw MigrationError.open(open.id)
            }
            let row = MigrationRow(
                id: CaseID.make(),
                service: migration.service,
                from: migration.from,
                to: migration.to,
                fingerprints: (
                    try outline(of: service, from, in: connection).fingerprint, target.fingerprint
                ),
                mapping: migration.text,
                proposedBy: person,
                proposedAt: now
            )
            try row.insert(by: keys, in: connection)
            try record("migration-proposed", row, by: person, at: now, in: connection)
            return row
        }
    }

    /// Ends a proposal before it was confirmed.
    ///
    /// - Throws: `MigrationError`; `StoreError`; `CaseError`.
    package func withdraw(_ id: String, by person: PersonID, at now: Timestamp) async throws {
        try await database.write { connection in
            var row = try pending(id, in: connection)
            guard row.confirmedBy == nil else { throw MigrationError.confirmedByOther }
            if let target = cases.catalog.newest(row.service) {
                try requireRole(of: person, for: target, at: now, in: connection)
            }
            row.endedAt = now
            try row.update(by: keys, in: connection)
            try record("migration-withdrawn", row, by: person, at: now, in: connection)
        }
    }

    /// Returns the migrations that have not ended.
    ///
    /// - Throws: `StoreError`.
    package func pending() async throws -> [MigrationRow] {
        try await database.read { try MigrationRow.all(in: $0) }.filter { $0.endedAt == nil }
    }

    /// Confirms a proposal by another natural person, or continues what that person confirmed, and moves the cases.
    ///
    /// - Throws: `MigrationError`; `StoreError`; `CaseError`; `MissingKey`.
    package func confirm(
        _ id: String,
        by person: PersonID,
        at now: Timestamp,
        _ line: (MigratedCase) -> Void = { _ in }
    ) async throws -> MigrationReport {
        let row = try await database.write { connection in
            try confirmed(id, by: person, at: now, in: connection)
        }
        let migration = try row.migration()
        let target = try target(of: row.service, row.to)
        let mover = CaseMover(
            cases,
            migration,
            target,
            by: .person(person, provedAt: nil, session: .staff),
            reference: row.id
        )
        var report = MigrationReport()
        var last = ""
        while true {
            let after = last
            let ids = try await database.write {
                try Self.waiting(migration, after: after, limit: CaseMover.atOnce, in: $0)
            }
            guard let end = ids.last else { break }
            for moved in try await mover.moveAll(ids, at: now) {
                if moved.problem == nil { report.moved += 1 } else { report.left += 1 }
                line(moved)
            }
            last = end
        }
        if report.left == 0 {
            try await database.write { connection in
                var ended = try pending(id, in: connection)
                ended.endedAt = now
                try ended.update(by: keys, in: connection)
                try record("migration-ended", ended, by: person, at: now, in: connection)
            }
        }
        return report
    }

    private func confirmed(
        _ id: String,
        by person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> MigrationRow {
        var row = try pending(id, in: connection)
        let target = try target(of: row.service, row.to)
        let former = try outline(of: row.service, row.from, in: connection)
        guard row.fingerprints.from == former.fingerprint,
            row.fingerprints.to == target.fingerprint
        else { throw MigrationError.otherVersions }
        try requireRole(of: person, for: target, at: now, in: connection)
        if let first = row.confirmedBy {
            guard first == person else { throw MigrationError.confirmedByOther }
            return row
        }
        let proposer = try cases.roles.naturalPersons([row.proposedBy], in: connection)
        let confirmer = try cases.roles.naturalPersons([person], in: connection)
        guard !proposer.share(with: confirmer) else { throw MigrationError.samePerson }
        (row.confirmedBy, row.confirmedAt) = (person, now)
        try row.update(by: keys, in: connection)
        try record("migration-confirmed", row, by: person, at: now, in: connection)
        return row
    }

    private func pending(_ id: String, in connection: Connection) throws -> MigrationRow {
        guard let row = try MigrationRow.find(id, in: connection) else {
            throw MigrationError.unknown
        }
        try keys.requireIntact(row.statement, row.seal, "case_migration", alarm: cases.alarm)
        guard row.endedAt == nil else { throw MigrationError.ended }
        return row
    }

    /// A person with a role of their own in the unit of the service, or an administrator of SAORG.
    private func requireRole(
        of person: PersonID,
        for service: Service,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let authority = try cases.roles.authority(of: person, at: now, in: connection)
        let isAdministrator = authority.capacities.contains { capacity in
            capacity.behalfOf == nil && (capacity.role == .administrator || capacity.role == .root)
        }
        guard isAdministrator || authority.decides(in: service.owner.text) else {
            throw MigrationError.noRole
        }
    }

    private func record(
        _ action: String,
        _ row: MigrationRow,
        by person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        try cases.roles.audit.record(
            action,
            on: AuditObject(.service, row.service.text),
            by: .person(person, network: ""),
            detail: "\(row.id) \(row.from) \(row.to)",
            at: now,
            in: connection
        )
    }
}
