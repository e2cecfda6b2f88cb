import Accounts
import Persian
import Store
import VerifyCore

/// `cases check`: every case folded from its events, recounted, and compared with its rows.
extension Cases {
    /// The cases of one read.
    private static let checkedPage = 100

    /// Checks every case, and calls `problem` with the case and what is wrong with its rows.
    ///
    /// - Returns: How many cases were checked.
    /// - Throws: `StoreError`.
    package func check(_ problem: (_ caseID: String, CaseFault) -> Void) async throws -> Int {
        var last = ""
        var count = 0
        while true {
            let from = last
            let page = try await database.read { connection in
                let ids = try connection.all(
                    "SELECT id FROM case_file WHERE id > \(from) ORDER BY id LIMIT \(Self.checkedPage)"
                ) { try $0.text(0) }
                return try ids.map { id in
                    (id, try faults(of: id, in: connection))
                }
            }
            for (id, faults) in page {
                for fault in faults { problem(id, fault) }
            }
            count += page.count
            guard let end = page.last else { return count }
            last = end.0
        }
    }

    /// Returns what is wrong with the rows of a case.
    func faults(of id: String, in connection: Connection) throws -> [CaseFault] {
        let keys = keyring.current
        do {
            guard
                let stored = try StoredCase.read(id, by: keys, files: files, in: connection)
            else { return [] }
            var faults = CaseFold(stored, by: keys).faults
            faults += try textFaults(of: stored, in: connection)
            if case .cartable(let role, let organisation) = stored.row.file.waiting {
                let cartable = try Cartable.find(
                    role,
                    stored.row.file.service,
                    organisation,
                    in: connection
                )
                if cartable == nil || cartable?.state == .closed { faults.append(.cartable) }
                // A worker rewrites the dues behind a cartable that has just changed; until then they are the former ones.
                if let cartable, cartable.since != cartable.duesSince { return faults }
            }
            faults += try clocks.problems(of: id, in: connection).map(CaseFault.clock)
            return faults
        } catch CaseError.integrityFailure(let row) {
            return [.seal(row)]
        } catch let missing as MissingKey {
            return [.missingKey("\(missing.id)")]
        }
    }

    /// Opens every form and text of a case, and compares each with its seal or its event.
    private func textFaults(
        of stored: StoredCase,
        in connection: Connection
    ) throws -> [CaseFault] {
        let (id, keys) = (stored.row.file.id, keyring.current)
        var faults: [CaseFault] = []
        for row in try SubmissionRow.all(of: id, in: connection) {
            let name = "submission \(row.number)"
            faults += [keys.fault(row.statement, row.seal, name)].compactMap(\.self)
            _ = try row.opened(by: keys)
        }
        for note in try CaseNoteRow.all(of: id, in: connection) {
            let text = try note.opened(by: keys)
            let event = stored.events.first { $0.event.seq == note.seq }?.event
            if event?.noteDigest != SHA256.digest(of: text.span) {
                faults.append(.text("note \(note.seq)"))
            }
        }
        for row in stored.errands { _ = try row.openedNote(by: keys) }
        return faults
    }
}

/// The rows that belong to no case or to many: cartables with their holders, holds, migrations, drafts.
extension Cases {
    /// Calls `problem` with a sentence for each row that does not match its seal or cannot be opened.
    ///
    /// - Throws: `StoreError`.
    package func checkOthers(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        let problems = try await database.read { connection -> [String] in
            var problems: [String] = []
            func check(_ statement: RowStatement, _ seal: [UInt8], _ name: String) {
                if let fault = keys.fault(statement, seal, name) {
                    problems.append(fault.description)
                }
            }
            for cartable in try Cartable.all(in: connection) {
                check(cartable.statement, cartable.seal, "cartable \(cartable.id)")
                for holder in try HolderRow.all(of: cartable.id, in: connection) {
                    check(holder.statement(of: cartable), holder.seal, "holder \(holder.id)")
                }
            }
            for hold in try HoldRow.all(in: connection) {
                check(hold.statement, hold.seal, "hold \(hold.id)")
            }
            for row in try MigrationRow.all(in: connection) {
                check(row.statement, row.seal, "migration \(row.id)")
            }
            for draft in try DraftRow.all(in: connection) {
                let isReadable = (try? draft.opened(by: keys)) != nil
                if !isReadable { problems.append("the draft of \(draft.place) cannot be opened") }
            }
            return problems
        }
        for sentence in problems { problem(sentence) }
    }
}
