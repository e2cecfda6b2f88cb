package import Accounts
package import Persian
import Store
import VerifyCore

/// Moves the open cases of one version of a service to another one: two persons agree on a mapping, and the second one
/// carries it out.
///
/// The life of a migration:
/// 1. `preview` does the work for each case in a transaction that it discards: from which step to which, which due times
///    move, and what cannot be mapped.
/// 2. `propose` keeps the mapping with the fingerprints of both versions, sealed. One migration of a version is open at a
///    time.
/// 3. `confirm`, by another natural person, moves the cases, 20 in a transaction, each with a sealed event. After a kill the
///    same person runs it again: a case that has the new version is left alone.
/// 4. A case that cannot be mapped stays where it is, and is named; the others continue. When none is left it has ended.
package struct CaseMigrations: Sendable {
    /// The engine.
    let cases: Cases

    /// Migrations over the engine.
    package init(_ cases: Cases) { self.cases = cases }

    private var database: Database { cases.database }
    private var keys: Keyring { cases.keyring.current }

    /// Returns the outline of a version of the program, or of one that ran before on this database.
    ///
    /// - Throws: `MigrationError.unknownText`; `StoreError`.
    package func outline(of service: ServiceID, _ version: Int) async throws -> VersionOutline {
        try await database.read { try outline(of: service, version, in: $0) }
    }

    func outline(
        of service: ServiceID,
        _ version: Int,
        in connection: Connection
    ) throws -> VersionOutline {
        // What ran first is what the cases were opened under; a program that changed the version is not asked.
        let text = try connection.first(
            """
            SELECT service_text.body
            FROM service_version
            JOIN service_text ON service_text.fingerprint = service_version.fingerprint
            WHERE service_version.service = \(service.text)
                AND service_version.version = \(version)
            """
        ) { try $0.text(0) }
        let stored = try ServiceReleases.fingerprint(of: service, version, in: connection)
        if let text, let read = VersionOutline(canonicalText: text), read.fingerprint == stored,
            read.service == service, read.version == version
        {
            return read
        }
        if let known = cases.catalog[service, version].map(VersionOutline.init),
            stored == nil || stored == known.fingerprint
        {
            return known
        }
        throw MigrationError.unknownText(service, version)
    }

    /// Returns the new version, which the program has.
    ///
    /// - Throws: `MigrationError.unknownVersion`.
    package func target(of service: ServiceID, _ version: Int) throws -> Service {
        guard let found = cases.catalog[service, version] else {
            throw MigrationError.unknownVersion(service, version)
        }
        return found
    }
}

/// The preview.
extension CaseMigrations {
    /// Calls `line` for each open case of the former version with what the mapping would change in it; writes nothing.
    ///
    /// - Returns: How many cases there are.
    /// - Throws: `MigrationError.faults` for a mapping that leaves something out; `StoreError`; `MissingKey`.
    package func preview(
        _ migration: CaseMigration,
        at now: Timestamp,
        _ line: (MigratedCase) -> Void
    ) async throws -> Int {
        let target = try target(of: migration.service, migration.to)
        try await requireComplete(migration, to: target)
        var (count, last) = (0, "")
        while let id = try await next(migration, after: last) {
            line(try await preview(id, migration, target, at: now))
            (count, last) = (count + 1, id)
        }
        return count
    }

    private func requireComplete(_ migration: CaseMigration, to target: Service) async throws {
        let former = try await outline(of: migration.service, migration.from)
        let faults = migration.faults(from: former, to: VersionOutline(target))
        guard faults.isEmpty else { throw MigrationError.faults(faults) }
    }

    private func next(_ migration: CaseMigration, after last: String) async throws -> String? {
        try await database.read {
            try Self.waiting(migration, after: last, limit: 1, in: $0).first
        }
    }

    private static func waiting(
        _ migration: CaseMigration,
        after last: String,
        limit: Int,
        in connection: Connection
    ) throws -> [String] {
        try connection.all(
            """
            SELECT id
            FROM case_file
            WHERE service = \(migration.service.text) AND version = \(migration.from)
                AND closed_at IS NULL AND id > \(last)
            ORDER BY id
            LIMIT \(limit)
            """
        ) { try $0.text(0) }
    }

    /// Moves a case in a transaction that is discarded.
    private func preview(
        _ id: String,
        _ migration: CaseMigration,
        _ target: Service,
        at now: Timestamp
    ) async throws -> MigratedCase {
        struct Discarded: Error { let value: MigratedCase }
        let actor = CaseActor.clock
        do {
            return try await database.write { connection in
                let mover = CaseMover(cases, migration, target, by: actor, reference: "preview")
                let moved = try mover.move(id, at: now, in: connection)
                throw Discarded(value: moved)
            }
        } catch let discarded as Discarded {
            return discarded.value
        } catch let obstacle as MigrationObstacle {
            return MigratedCase(id, problem: obstacle)
        }
    }
}

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
        guard isAdministrator || authority.hasOwn(in: service.owner.text) else {
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

/// What became of the cases of a migration.
package struct MigrationReport: Sendable, Equatable {
    /// The cases that have the new version now.
    package var moved = 0
    /// Those that could not be mapped, and stay on the former version.
    package var left = 0
}
