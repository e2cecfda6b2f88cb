import Accounts
import Persian
import Store
import VerifyCore

extension CaseWork {
    /// Gives the case the version of `service`: its step, its answers and its party by a mapping.
    ///
    /// A case that waits for errands stays in its step with them; any other one arrives in its step again, so that party,
    /// clocks and timers are those of the new version. A clock that both versions have keeps its budget and the time that
    /// it has used. Answers that the mapping changes become a new submission, with the moment and the event of the former
    /// one: a decision about it stays a decision.
    ///
    /// - Throws: `UnknownParty`; `CaseError`; `StoreError`.
    mutating func change(
        by migration: CaseMigration,
        to step: StepName,
        as change: CaseChange,
        in connection: Connection
    ) throws {
        try returnThroughMapped(migration, to: step, as: change, in: connection)
        let (seq, from) = (snapshot.file.revision + 1, snapshot.file.step)
        let (claim, waiting) = (
            (snapshot.file.claimedBy, snapshot.file.claimedAt), snapshot.file.waiting
        )
        snapshot.file.version = service.version
        if let former = snapshot.submission {
            let values = migration.values(former.values)
            if values != former.values || former.formVersion != service.form.version {
                try rewrite(former, as: values, by: migration)
            }
            snapshot.file.onceKey = service.onceKey(values, snapshot.file.openedBy)
        }
        if waiting != .errands {
            try cancelLostTimers(in: step, seq: seq, connection)
            try arrive(in: step, seq: seq, in: connection)
            if snapshot.file.waiting == waiting {
                (snapshot.file.claimedBy, snapshot.file.claimedAt) = claim
            }
        }
        snapshot.file.revision = seq
        snapshot.file.turn = seq
        var last = change
        last.moveID = Self.migrationMove(snapshot.file.id, seq)
        try addEvent(last, seq: seq, from: from)
        tellAboutDue(seq: seq)
    }

    private static func migrationMove(_ caseID: String, _ seq: Int64) -> String {
        "\(caseID)/migrated/\(seq)"
    }

    /// Leaves an event by which `.back` leads to the new name of the step before, where the new version has another one.
    private mutating func returnThroughMapped(
        _ migration: CaseMigration,
        to step: StepName,
        as change: CaseChange,
        in connection: Connection
    ) throws {
        let goesBack = service.step(step)?.actions.contains { $0.to.goesBack } ?? false
        guard goesBack, let before = snapshot.stepBefore else { return }
        guard let mapped = migration.steps[before] else { throw MigrationObstacle.party(before) }
        guard mapped != before else { return }
        let (seq, from) = (snapshot.file.revision + 1, snapshot.file.step)
        snapshot.file.step = mapped
        snapshot.file.revision = seq
        snapshot.file.turn = seq
        var first = change
        first.moveID = Self.migrationMove(snapshot.file.id, seq)
        try addEvent(first, seq: seq, from: from)
    }

    /// A timer whose action the new version does not have in the step would be refused every day.
    private func cancelLostTimers(
        in name: StepName,
        seq: Int64,
        _ connection: Connection
    ) throws {
        let actions = service.step(name)?.actions.map(\.name.text) ?? []
        for timer in try Timers.waiting(of: snapshot.file.id, in: connection) {
            let words = timer.does.split(separator: ":", maxSplits: 1).map(String.init)
            guard words.first == "lapse", words.count == 2, !actions.contains(words[1]) else {
                continue
            }
            try timer.cancel(sequence: seq, in: connection)
        }
    }

    /// Writes the answers again, with the decisions about their files and what was returned of them.
    private mutating func rewrite(
        _ former: Submission,
        as values: FormValues,
        by migration: CaseMigration
    ) throws {
        let (id, keys, port) = (snapshot.file.id, cases.keyring.current, cases.files)
        let form = CanonicalForm(formVersion: service.form.version, values: values)
        let submission = Submission(
            number: former.number + 1,
            formVersion: service.form.version,
            values: values,
            digest: form.digest,
            sentAt: former.sentAt,
            seq: former.seq
        )
        let files = snapshot.files.compactMap { file -> FileDecision? in
            guard let place = migration.pointer(file.field) else { return nil }
            var moved = file
            moved.field = place
            return moved
        }
        let returned = snapshot.returned.compactMap { entry -> FieldReturn? in
            guard let place = migration.pointer(entry.field) else { return nil }
            var moved = entry
            moved.field = place
            return moved
        }
        (snapshot.submission, snapshot.files, snapshot.returned) = (submission, files, returned)
        let row = try SubmissionRow(submission, of: id, by: keys)
        later.append { connection in
            try row.insert(in: connection)
            if !files.isEmpty { try port.write(id, submission.number, files, connection) }
            let (old, new) = (former.number, submission.number)
            try FieldReturn.answer(id, submission: old, by: new, in: connection)
            for entry in returned { try entry.write(of: id, submission: new, in: connection) }
        }
    }

    /// Stores a message where the due is another day.
    private mutating func tellAboutDue(seq: Int64) {
        let former = snapshot.file.dueAt?.adding(seconds: -1).tehranDay
        addNotice { texts, connection in
            let day = texts.due?.moment.adding(seconds: -1).tehranDay
            guard let day, day != former else { return }
            try texts.dueMoved(seq: seq, in: connection)
        }
    }
}

extension Transition {
    /// Whether it can lead to the step before.
    fileprivate var goesBack: Bool {
        switch self {
        case .back: true
        case .step, .stay, .closed: false
        case .byResult(let branches): branches.values.contains { $0.goesBack }
        case .sampled(let inside, let otherwise), .when(_, let inside, let otherwise):
            inside.goesBack || otherwise.goesBack
        }
    }
}
