import Accounts
import Persian
import Store
import VerifyCore

/// New seals and ciphers after a rotation of the data key, so that the former key can be retired.
extension Cases {
    /// Seals and encrypts every row of cases, cartables and drafts under the active data key that is right under a former
    /// one; returns how many rows changed.
    ///
    /// The chain of a case is sealed again from its first event on, and only where all of it is intact; its columns and
    /// digests stay. What is wrong stays as it is, and `db check` names it. Each case is a transaction, so it can be run
    /// again after an interruption, and while daemons work.
    ///
    /// - Throws: `CaseError.noActiveKey`; `StoreError`.
    package func renewSeals() async throws -> Int {
        let keys = keyring.current
        guard let active = keys.activeDataKey?.id else { throw CaseError.noActiveKey }
        var (count, last) = (0, "")
        while true {
            let after = last
            let id = try await database.read { connection in
                try connection.first(
                    "SELECT id FROM case_file WHERE id > \(after) ORDER BY id LIMIT 1"
                ) { try $0.text(0) }
            }
            guard let id else { break }
            count += try await database.write { connection in
                try CaseRenewal(keys: keys, active: active, files: files, in: connection)
                    .renew(id)
            }
            last = id
        }
        return try await count
            + database.write { connection in
                try CaseRenewal(keys: keys, active: active, files: files, in: connection)
                    .renewOthers()
            }
    }
}

/// The renewal in one transaction.
private struct CaseRenewal {
    let keys: Keyring
    let active: [UInt8]
    let files: CaseFiles
    let connection: Connection

    init(keys: Keyring, active: [UInt8], files: CaseFiles, in connection: Connection) {
        self.keys = keys
        self.active = active
        self.files = files
        self.connection = connection
    }

    /// Whether a seal or a cipher is of another key than the active one.
    private func isFormer(_ bytes: [UInt8]) -> Bool { !bytes.starts(with: active) }

    private func isRenewable(_ statement: RowStatement, _ seal: [UInt8]) -> Bool {
        isFormer(seal) && keys.verdict(on: statement, sealed: seal) == .intact
    }

    func renew(_ id: String) throws -> Int {
        let stored = try? StoredCase.read(id, by: keys, files: files, in: connection)
        guard let stored, CaseFold(stored, by: keys).faults.isEmpty else { return 0 }
        var count = try renewEvents(of: stored)
        for row in try SubmissionRow.all(of: id, in: connection)
        where isRenewable(row.statement, row.seal) || isFormer(row.body) {
            guard let submission = try? row.opened(by: keys) else { continue }
            let new = try SubmissionRow(submission, of: id, by: keys)
            try connection.execute(
                """
                UPDATE submission
                SET body = \(new.body), seal = \(new.seal)
                WHERE case_id = \(id) AND n = \(row.number)
                """
            )
            count += 1
        }
        for row in try CaseNoteRow.all(of: id, in: connection) where isFormer(row.body) {
            guard let text = try? row.opened(by: keys) else { continue }
            let place = CaseNoteRow.place(id, row.seq)
            let body = try CaseColumn.note.seal(text, row: place, by: keys)
            try connection.execute(
                "UPDATE case_note SET body = \(body) WHERE case_id = \(id) AND seq = \(row.seq)"
            )
            count += 1
        }
        for row in stored.facts where isFormer(row.seal) {
            try connection.execute(
                """
                UPDATE fact
                SET seal = \(try keys.caseSeal(row.statement))
                WHERE case_id = \(id) AND kind = \(row.fact.kind) AND key = \(row.fact.key)
                """
            )
            count += 1
        }
        return try count + renewErrands(of: stored)
    }

    private func renewEvents(of stored: StoredCase) throws -> Int {
        guard stored.events.contains(where: { isFormer($0.seal) }) else { return 0 }
        let id = stored.row.file.id
        var previous: [UInt8] = []
        for row in stored.events {
            let seal = try keys.caseSeal(row.statement(after: previous))
            try connection.execute(
                "UPDATE case_event SET seal = \(seal) WHERE case_id = \(id) AND seq = \(row.event.seq)"
            )
            previous = seal
        }
        try connection.execute("UPDATE case_file SET head_seal = \(previous) WHERE id = \(id)")
        return stored.events.count
    }

    private func renewErrands(of stored: StoredCase) throws -> Int {
        let former = stored.errands.filter { isFormer($0.seal) || ($0.note.map(isFormer) ?? false) }
        for row in former {
            var new = row
            new.note = try row.openedNote(by: keys).map {
                try CaseColumn.errandNote.seal($0, row: row.errand.id, by: keys)
            }
            try connection.execute(
                """
                UPDATE errand
                SET note = \(new.note), seal = \(try keys.caseSeal(new.statement))
                WHERE id = \(row.errand.id)
                """
            )
        }
        return former.count
    }

    /// Renews cartables with their holders, holds, migrations and drafts.
    func renewOthers() throws -> Int {
        var count = 0
        for cartable in try Cartable.all(in: connection) {
            if isRenewable(cartable.statement, cartable.seal) {
                try cartable.update(by: keys, in: connection)
                count += 1
            }
            for holder in try HolderRow.all(of: cartable.id, in: connection)
            where isRenewable(holder.statement(of: cartable), holder.seal) {
                let seal = try keys.caseSeal(holder.statement(of: cartable))
                try connection.execute(
                    "UPDATE holder SET seal = \(seal) WHERE id = \(holder.id)"
                )
                count += 1
            }
        }
        for hold in try HoldRow.all(in: connection) where isRenewable(hold.statement, hold.seal) {
            let seal = try keys.caseSeal(hold.statement)
            try connection.execute("UPDATE hold SET seal = \(seal) WHERE id = \(hold.id)")
            count += 1
        }
        for row in try MigrationRow.all(in: connection)
        where isRenewable(row.statement, row.seal) {
            try row.update(by: keys, in: connection)
            count += 1
        }
        for draft in try DraftRow.all(in: connection) where isFormer(draft.body) {
            guard let bytes = try? draft.opened(by: keys) else { continue }
            let body = try CaseColumn.draft.seal(bytes, row: draft.place, by: keys)
            try connection.execute(
                """
                UPDATE draft
                SET body = \(body)
                WHERE owner = \(draft.owner) AND service = \(draft.service)
                    AND case_id = \(draft.caseID)
                """
            )
            count += 1
        }
        return count
    }
}
