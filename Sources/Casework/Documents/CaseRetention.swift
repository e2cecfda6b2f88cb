package import Persian
import Store
import VerifyCore

/// What the retention of the services removed.
package struct RetentionResult: Sendable, Hashable {
    /// Drafts that were not changed for the period.
    package var drafts = 0
    /// Files whose bytes were removed.
    package var files = 0
    /// Cases whose texts were removed.
    package var cases = 0

    /// Nothing.
    package init() {}
}

/// Removes drafts, texts and files at the end of the periods that each service declares (D17).
///
/// Events, seals, hashes and decisions stay: a case can be checked afterwards, and the record of a degree has the hashes of
/// its files. Each transaction has 20 rows or cases.
extension Cases {
    private static let removedAtOnce = 20

    /// Removes what is over its period at a moment.
    ///
    /// `failed` receives a case of which a row cannot be read, for example after a change by hand: it keeps what it has, and
    /// the others continue.
    ///
    /// - Throws: `StoreError`.
    @discardableResult
    package func applyRetention(
        to documents: Documents,
        at now: Timestamp,
        failed: (_ caseID: String, any Error) -> Void = { _, _ in }
    ) async throws -> RetentionResult {
        var result = RetentionResult()
        for service in catalog.newest {
            let rule = service.retention
            result.drafts += try await deleteDrafts(of: service.id, before: now.minus(rule.drafts))
            let completed = now.minus(rule.completed)
            result.cases += try await deleteTexts(of: service.id, before: completed, failed)
            let refused = now.minus(rule.refusedFiles)
            result.files += try await removeFiles(
                of: service.id,
                documents,
                before: completed,
                refusedBefore: refused,
                failed
            )
        }
        return result
    }

    private func deleteDrafts(of service: ServiceID, before moment: Timestamp) async throws -> Int {
        var count = 0
        while true {
            let deleted = try await database.write { connection in
                let rows = try connection.all(
                    """
                    SELECT owner, case_id
                    FROM draft
                    WHERE changed_at < \(moment.description) AND service = \(service.text)
                    ORDER BY changed_at
                    LIMIT \(Self.removedAtOnce)
                    """
                ) { (try $0.text(0), try $0.text(1)) }
                for (owner, caseID) in rows {
                    try connection.execute(
                        """
                        DELETE FROM draft
                        WHERE owner = \(owner) AND service = \(service.text) AND case_id = \(caseID)
                            AND changed_at < \(moment.description)
                        """
                    )
                }
                return rows.count
            }
            count += deleted
            if deleted < Self.removedAtOnce { return count }
        }
    }

    /// Deletes the texts of events and of answers to errands; the digests stay in the events.
    private func deleteTexts(
        of service: ServiceID,
        before moment: Timestamp,
        _ failed: (_ caseID: String, any Error) -> Void
    ) async throws -> Int {
        var count = 0
        var last = ""
        while true {
            let after = last
            let ids = try await database.read { connection in
                try connection.all(
                    """
                    SELECT id
                    FROM case_file
                    WHERE closed_at < \(moment.description) AND service = \(service.text)
                        AND id > \(after)
                        AND (
                            EXISTS (SELECT 1 FROM case_note WHERE case_id = case_file.id)
                            OR EXISTS (
                                SELECT 1 FROM errand
                                WHERE case_id = case_file.id AND note IS NOT NULL
                            )
                        )
                    ORDER BY id
                    LIMIT \(Self.removedAtOnce)
                    """
                ) { try $0.text(0) }
            }
            guard let end = ids.last else { return count }
            let failures = try await database.write { connection -> [(String, any Error)] in
                var failures: [(String, any Error)] = []
                for id in ids {
                    do {
                        try deleteTexts(of: id, in: connection)
                    } catch let error as StoreError {
                        throw error
                    } catch {
                        failures.append((id, error))
                    }
                }
                return failures
            }
            for (id, error) in failures { failed(id, error) }
            count += ids.count - failures.count
            last = end
        }
    }

    /// Deletes the texts of a case; of one with an errand that was changed by hand none.
    private func deleteTexts(of id: String, in connection: Connection) throws {
        let keys = keyring.current
        let errands = try ErrandRow.all(of: id, in: connection).filter { $0.note != nil }
        for errand in errands {
            try keys.requireIntact(errand.statement, errand.seal, "errand", alarm: alarm)
        }
        try connection.execute("DELETE FROM case_note WHERE case_id = \(id)")
        for errand in errands { try errand.removeNote(by: keys, in: connection) }
    }

    private func removeFiles(
        of service: ServiceID,
        _ documents: Documents,
        before moment: Timestamp,
        refusedBefore refused: Timestamp,
        _ failed: (_ caseID: String, any Error) -> Void
    ) async throws -> Int {
        var count = 0
        var last = ""
        while true {
            let after = last
            let ids = try await database.read { connection in
                try connection.all(
                    """
                    SELECT id
                    FROM case_file
                    WHERE service = \(service.text) AND id > \(after)
                        AND (
                            closed_at < \(moment.description)
                            OR (outcome = 'refused' AND closed_at < \(refused.description))
                        )
                        AND EXISTS (
                            SELECT 1 FROM document
                            WHERE case_id = case_file.id AND state = 'stored'
                        )
                    ORDER BY id
                    LIMIT \(Self.removedAtOnce)
                    """
                ) { try $0.text(0) }
            }
            guard let end = ids.last else { return count }
            for id in ids {
                do {
                    count += try await documents.removeBytes(of: id)
                } catch let error as StoreError {
                    throw error
                } catch {
                    failed(id, error)
                }
            }
            last = end
        }
    }
}

extension Timestamp {
    fileprivate func minus(_ days: Int) -> Timestamp { adding(seconds: -86_400 * Int64(days)) }
}

extension ErrandRow {
    /// Removes the text of an answer from a row whose seal is intact; the row stays with a new seal.
    fileprivate func removeNote(by keys: Keyring, in connection: Connection) throws {
        var row = self
        row.note = nil
        try connection.execute(
            """
            UPDATE errand
            SET note = NULL, seal = \(try keys.caseSeal(row.statement))
            WHERE id = \(errand.id) AND seal = \(seal)
            """
        )
    }
}
