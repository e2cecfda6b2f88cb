package import Persian
import Store
import VerifyCore

/// What a migration changed in a case, or why it could not.
package struct MigratedCase: Sendable, Equatable {
    /// The case.
    package let caseID: String
    /// The tracking number; empty where the case could not be read.
    package var tracking = ""
    /// The step before.
    package var from: StepName?
    /// The step after.
    package var to: StepName?
    /// Until when it waited.
    package var dueBefore: Timestamp?
    /// Until when it waits.
    package var dueAfter: Timestamp?
    /// The fields of the former form that have an answer and no place in the new one.
    package var dropped: [FieldName] = []
    /// Why it stays; nil for a case that was moved.
    package var problem: MigrationObstacle?

    init(_ caseID: String, problem: MigrationObstacle? = nil) {
        self.caseID = caseID
        self.problem = problem
    }
}

/// Why one case cannot get another version.
package enum MigrationObstacle: Error, Sendable, Equatable, CustomStringConvertible {
    /// It has the version already, or is closed.
    case done
    /// A row of it was changed by hand, or cannot be read.
    case integrity
    /// It waits for errands that the new version does not have in the same step.
    case errands(StepName)
    /// The party for which the new step waits is not known.
    case party(StepName)
    /// A required answer is missing in the new form.
    case answers([FieldName])
    /// Another open case is about the same values under the rules of the new version.
    case once

    /// What is wrong, as one clause.
    package var description: String {
        switch self {
        case .done: "it has changed in the meantime"
        case .integrity: "a row of it was changed by hand, or cannot be read"
        case .errands(let step): "it waits for errands of the step \(step), which end first"
        case .party(let step): "the party of the step \(step) is not known"
        case .answers(let fields):
            "required answers are missing: \(fields.map(\.text).joined(separator: ", "))"
        case .once: "another open case is about the same"
        }
    }
}

/// Moves cases by a mapping, each with an event.
struct CaseMover {
    /// The cases of one transaction.
    static let atOnce = 20
    /// The action of the event.
    static let action: ActionName = "migrated"

    private let cases: Cases
    private let migration: CaseMigration
    private let service: Service
    private let actor: CaseActor
    /// The id of the migration, in the event.
    private let reference: String

    init(
        _ cases: Cases,
        _ migration: CaseMigration,
        _ service: Service,
        by actor: CaseActor,
        reference: String
    ) {
        self.cases = cases
        self.migration = migration
        self.service = service
        self.actor = actor
        self.reference = reference
    }

    /// Moves some cases in one transaction, or each in a separate one where that fails.
    func moveAll(_ ids: [String], at now: Timestamp) async throws -> [MigratedCase] {
        do {
            return try await cases.database.write { connection in
                try ids.map { try move($0, at: now, in: connection) }
            }
        } catch let obstacle as MigrationObstacle {
            guard ids.count > 1 else { return ids.map { MigratedCase($0, problem: obstacle) } }
            var results: [MigratedCase] = []
            for id in ids { results += try await moveAll([id], at: now) }
            return results
        }
    }

    /// Moves a case in a transaction.
    ///
    /// - Throws: `MigrationObstacle`, which discards the transaction; `StoreError`; `MissingKey`.
    func move(_ id: String, at now: Timestamp, in connection: Connection) throws -> MigratedCase {
        do {
            let stored = try StoredCase.read(
                id,
                by: cases.keyring.current,
                files: cases.files,
                in: connection
            )
            guard let stored, stored.row.file.closedAt == nil,
                stored.row.file.version == migration.from
            else { throw MigrationObstacle.done }
            return try move(stored, at: now, in: connection)
        } catch is CaseError {
            cases.alarm(.broken)
            throw MigrationObstacle.integrity
        }
    }

    private func move(
        _ stored: StoredCase,
        at now: Timestamp,
        in connection: Connection
    ) throws -> MigratedCase {
        // The event seals the rows as they are; rows that were edited before it must not become right by it.
        guard CaseFold(stored, by: cases.keyring.current).faults.isEmpty else {
            throw CaseError.integrityFailure("case \(stored.row.file.id)")
        }
        let before = stored.row.file
        let step = try step(for: stored, in: connection)
        try check(stored.snapshot, in: connection)
        var work = try CaseWork(cases, service, stored, at: now)
        let title = Wording(fa: "انتقال به نسخهٔ تازهٔ خدمت", en: "Moved to a new version")
        var change = CaseChange.record(
            Self.action,
            title,
            moveID: before.id,
            via: .commandLine
        )
        change.actor = actor
        change.relation = CaseRelation(capacity: actor.person == nil ? .clock : .ownerUnit)
        change.effect = AppliedEffect(name: "migration", reference: reference)
        do {
            try work.change(by: migration, to: step, as: change, in: connection)
        } catch is UnknownParty {
            throw MigrationObstacle.party(step)
        }
        try work.commit(in: connection)
        var moved = MigratedCase(before.id)
        moved.tracking = before.tracking
        (moved.from, moved.to) = (before.step, step)
        moved.dueBefore = before.dueAt
        moved.dueAfter = try CaseFileRow.find(before.id, in: connection)?.file.dueAt
        let answered = stored.snapshot.submission?.values.byField.keys.sorted() ?? []
        let kept = Set(migration.fields.values)
        moved.dropped = answered.filter { !kept.contains($0) }
        return moved
    }

    /// The step of the case in the new version.
    private func step(for stored: StoredCase, in connection: Connection) throws -> StepName {
        let former = stored.row.file.step
        guard let name = migration.steps[former], let step = service.step(name) else {
            throw MigrationObstacle.party(former)
        }
        guard stored.row.file.waiting == .errands || step.waitsFor == .errands else { return name }
        // Open errands stay with their step: the same name and the same rule.
        let outline = try CaseMigrations(cases)
            .outline(of: migration.service, migration.from, in: connection)
        guard name == former,
            outline.step(former)?.errands == VersionOutline(service).step(name)?.errands
        else { throw MigrationObstacle.errands(former) }
        return name
    }

    /// What the new form and the rules of its opening demand of the answers.
    private func check(_ snapshot: CaseSnapshot, in connection: Connection) throws {
        guard let former = snapshot.submission?.values else { return }
        let values = migration.values(former)
        let missing = service.form.fields.filter { field in
            values[field.name] == nil && field.shown.holds(for: values)
                && field.required.holds(for: values)
        }
        guard missing.isEmpty else { throw MigrationObstacle.answers(missing.map(\.name)) }
        var file = snapshot.file
        file.onceKey = service.onceKey(values, file.openedBy)
        if try cases.hasOpenCase(file, in: connection) { throw MigrationObstacle.once }
    }
}
