import Accounts
package import Persian
import Store
import VerifyCore

/// Sends on what waits at an organisation that was closed and has a successor (D15).
///
/// A case that arrives after the closing goes to the successor by itself (`ArrivalReader`); those that wait are sent on by a
/// worker, 20 in a transaction. The case keeps its step and the time that its clocks have used; its address changes, with an
/// event. Afterwards nothing waits at the former address, and its cartable is closed.
extension Cases {
    /// The action of an event after which the case, or an errand of it, waits at a successor.
    static let sentOn: ActionName = "sent-on"
    private static let sentAtOnce = 20

    /// Sends on until nothing waits at such an organisation; returns how many cases were sent on.
    ///
    /// `failed` receives a case that cannot be sent on, for example after a change by hand; the others continue.
    ///
    /// - Throws: `StoreError`; `MissingKey`.
    @discardableResult
    package func followSuccessors(
        at now: Timestamp,
        failed: (_ caseID: String, any Error) -> Void = { _, _ in }
    ) async throws -> Int {
        var count = 0
        for address in try await database.write({ try leftAddresses(at: now, in: $0) }) {
            var last = ""
            var isEmpty = true
            while true {
                let after = last
                let ids = try await database.write {
                    try Self.waiting(at: address, after: after, in: $0)
                }
                guard let end = ids.last else { break }
                let bad = try await sendOn(ids, at: now)
                for (id, error) in bad { failed(id, error) }
                isEmpty = isEmpty && bad.isEmpty
                count += ids.count - bad.count
                last = end
            }
            guard isEmpty else { continue }
            _ = try await database.write { connection in
                guard let cartable = try Cartable.find(address.id, in: connection) else { return }
                try keyring.current.requireIntact(
                    cartable.statement,
                    cartable.seal,
                    "cartable",
                    alarm: alarm
                )
                _ = try cartables.close(cartable, at: now, in: connection)
            }
        }
        return count
    }

    /// The cartables of organisations that are closed and have a successor that is open.
    private func leftAddresses(
        at now: Timestamp,
        in connection: Connection
    ) throws -> [Cartable] {
        let codes = try connection.all(
            """
            SELECT code
            FROM organisation
            WHERE closed_at <= \(now.description) AND successor IS NOT NULL
                AND EXISTS (
                    SELECT 1
                    FROM cartable
                    WHERE cartable.organisation = organisation.code AND state <> 'closed'
                )
            ORDER BY code
            """
        ) { try $0.text(0) }
        var addresses: [Cartable] = []
        for code in codes
        where try responsible(for: OrganisationCode(code), at: now, connection) != nil {
            addresses += try connection.all(
                """
                SELECT \(Cartable.columns)
                FROM cartable
                WHERE organisation = \(code) AND state <> 'closed'
                ORDER BY id
                """
            ) { try Cartable($0) }
        }
        return addresses
    }

    /// The organisation that continues the work of another one; nil where none does.
    private func responsible(
        for code: OrganisationCode,
        at now: Timestamp,
        _ connection: Connection
    ) throws -> OrganisationCode? {
        do {
            let found = try roles.responsible(for: code.text, at: now, in: connection).code
            return found == code.text ? nil : OrganisationCode(found)
        } catch is RolesError {
            return nil
        }
    }

    /// Some cases that wait at an address, or have an open errand there.
    private static func waiting(
        at address: Cartable,
        after last: String,
        in connection: Connection
    ) throws -> [String] {
        try connection.all(
            """
            SELECT id
            FROM case_file
            WHERE wait_role = \(address.role.rawValue)
                AND wait_organisation = \(address.organisation.text)
                AND service = \(address.service.text) AND closed_at IS NULL AND id > \(last)
            UNION
            SELECT case_id
            FROM errand
            WHERE to_role = \(address.role.rawValue)
                AND to_organisation = \(address.organisation.text)
                AND service = \(address.service.text) AND ended_at IS NULL AND case_id > \(last)
            ORDER BY 1
            LIMIT \(sentAtOnce)
            """
        ) { try $0.text(0) }
    }

    /// Sends on some cases in one transaction, or each in a separate one where that fails; returns those that failed.
    private func sendOn(
        _ ids: [String],
        at now: Timestamp
    ) async throws -> [(id: String, error: any Error)] {
        do {
            try await database.write { connection in
                for id in ids { try sendOn(id, at: now, in: connection) }
            }
            return []
        } catch let error as StoreError {
            throw error
        } catch {
            guard ids.count > 1 else { return ids.map { ($0, error) } }
            var failures: [(id: String, error: any Error)] = []
            for id in ids { failures += try await sendOn([id], at: now) }
            return failures
        }
    }

    private func sendOn(_ id: String, at now: Timestamp, in connection: Connection) throws {
        let keys = keyring.current
        guard let stored = try StoredCase.read(id, by: keys, files: files, in: connection),
            stored.row.file.closedAt == nil
        else { return }
        let file = stored.row.file
        guard let service = catalog[file.service, file.version] else {
            throw CaseError.unsupported("version \(file.version) of \(file.service)")
        }
        var work = try CaseWork(self, service, stored, at: now)
        let title = Wording(fa: "انتقال به سازمان جانشین", en: "Sent on to the successor")
        let moveID = "\(id)/sent-on/\(file.revision + 1)"
        let change = CaseChange.record(Self.sentOn, title, moveID: moveID, via: .timer)
        if case .cartable(_, let code) = file.waiting,
            try responsible(for: code, at: now, connection) != nil
        {
            try work.arriveAgain(change, in: connection)
            return try work.commit(in: connection)
        }
        var isChanged = false
        for errand in work.openErrands {
            guard case .cartable(let role, let code) = errand.errand.to,
                let next = try responsible(for: code, at: now, connection)
            else { continue }
            _ = try cartables.ensure(role, errand.service, next, at: now, in: connection)
            try keys.requireIntact(errand.statement, errand.seal, "errand", alarm: alarm)
            try errand.sendOn(to: .cartable(role, next), by: keys, in: connection)
            isChanged = true
        }
        guard isChanged else { return }
        try work.apply(change, in: connection)
        try work.commit(in: connection)
    }
}

extension ErrandRow {
    /// Changes the address of an open errand.
    ///
    /// - Throws: `StoreError.conflict` where another transaction ended it.
    fileprivate func sendOn(
        to address: Waiting,
        by keys: Keyring,
        in connection: Connection
    ) throws {
        var changed = self
        changed.errand.to = address
        let count = try connection.execute(
            """
            UPDATE errand
            SET to_organisation = \(address.organisation?.text),
                seal = \(try keys.caseSeal(changed.statement))
            WHERE id = \(errand.id) AND ended_at IS NULL AND seal = \(seal)
            """
        )
        guard count == 1 else { throw StoreError.conflict }
    }
}
