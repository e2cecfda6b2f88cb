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

    var database: Database { cases.database }
    var keys: Keyring { cases.keyring.current }

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

    func requireComplete(_ migration: CaseMigration, to target: Service) async throws {
        let former = try await outline(of: migration.service, migration.from)
        let faults = migration.faults(from: former, to: VersionOutline(target))
        guard faults.isEmpty else { throw MigrationError.faults(faults) }
    }

    private func next(_ migration: CaseMigration, after last: String) async throws -> String? {
        try await database.read {
            try Self.waiting(migration, after: last, limit: 1, in: $0).first
        }
    }

    static func waiting(
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

/// What became of the cases of a migration.
package struct MigrationReport: Sendable, Equatable {
    /// The cases that have the new version now.
    package var moved = 0
    /// Those that could not be mapped, and stay on the former version.
    package var left = 0
}
