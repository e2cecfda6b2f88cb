import Accounts
package import Persian
import Store
import VerifyCore

/// Rewrites the dues of the cases behind a cartable after its holder came or left.
///
/// The change of the state wrote the row of the cartable only. The work is listed in a write transaction, 20 cases each.
extension Cases {
    private static let batch = 20

    /// Rewrites until no cartable is left; returns how many cases were computed.
    ///
    /// `failed` receives a case that cannot be computed, for example after a change by hand: it keeps its due, and the others
    /// continue.
    ///
    /// - Throws: `StoreError`.
    @discardableResult
    package func renewDues(
        at now: Timestamp,
        failed: @escaping @Sendable (_ caseID: String, any Error) -> Void = { _, _ in }
    ) async throws -> Int {
        var count = 0
        var place: DuePlace?
        while true {
            let from = place
            let done = try await database.write {
                try renewPart(after: from, at: now, failed, in: $0)
            }
            guard let done else { return count }
            count += done.count
            place = done.place
        }
    }

    /// Rewrites some cases behind one cartable; nil where no cartable is left.
    ///
    /// The place is that of one state of one cartable: where another cartable changed, or this one again, its cases are
    /// rewritten from the first one.
    func renewPart(
        after place: DuePlace?,
        at now: Timestamp,
        _ failed: (_ caseID: String, any Error) -> Void = { _, _ in },
        in connection: Connection
    ) throws -> (count: Int, place: DuePlace?)? {
        guard let cartable = try Self.changed(in: connection) else { return nil }
        let isSame = place.map { $0.cartable == cartable.id && $0.since == cartable.since }
        let last = isSame == true ? place?.last ?? "" : ""
        return try renew(cartable, after: last, at: now, failed, in: connection)
    }

    private static func changed(in connection: Connection) throws -> Cartable? {
        try connection.first(
            """
            SELECT \(Cartable.columns)
            FROM cartable
            WHERE dues_since <> since
            ORDER BY id
            LIMIT 1
            """
        ) { try Cartable($0) }
    }

    /// Rewrites some cases; after the last ones the cartable is marked as done.
    private func renew(
        _ cartable: Cartable,
        after last: String,
        at now: Timestamp,
        _ failed: (_ caseID: String, any Error) -> Void,
        in connection: Connection
    ) throws -> (count: Int, place: DuePlace?) {
        let ids = try connection.all(
            """
            SELECT id
            FROM case_file
            WHERE wait_role = \(cartable.role.rawValue)
                AND wait_organisation = \(cartable.organisation.text)
                AND service = \(cartable.service.text) AND closed_at IS NULL AND id > \(last)
            ORDER BY id
            LIMIT \(Self.batch)
            """
        ) { try $0.text(0) }
        for id in ids {
            do {
                try renewDue(of: id, at: cartable, now, in: connection)
            } catch let error as StoreError {
                throw error
            } catch {
                failed(id, error)
            }
        }
        if ids.count == Self.batch, let end = ids.last {
            let place = DuePlace(cartable: cartable.id, since: cartable.since, last: end)
            return (ids.count, place)
        }
        try connection.execute(
            """
            UPDATE cartable
            SET dues_since = \(cartable.since.description)
            WHERE id = \(cartable.id) AND seal = \(cartable.seal)
            """
        )
        return (ids.count, nil)
    }

    private func renewDue(
        of id: String,
        at cartable: Cartable,
        _ now: Timestamp,
        in connection: Connection
    ) throws {
        try clocks.recompute(id, at: now, in: connection) { _, _ in nil }
        guard let snapshot = try snapshot(id, in: connection),
            let due = try due(of: snapshot, cartableDue: cartable.dueAt, in: connection)
        else { return }
        try CaseFileRow.setDue(due, of: id, in: connection)
    }

    /// Returns the due of a case from its clocks as they are stored; nil for a closed one.
    private func due(
        of snapshot: CaseSnapshot,
        cartableDue: Timestamp?,
        in connection: Connection
    ) throws -> DueTime? {
        guard snapshot.file.closedAt == nil,
            let service = catalog[snapshot.file.service, snapshot.file.version]
        else { return nil }
        let states = CaseClocks(
            cases: self,
            service: service,
            snapshot: snapshot,
            arrival: snapshot.arrivalSeq
        )
        let rows = try clocks.clocks(of: snapshot.file.id, in: connection).map(\.clock)
        let dues = rows.reduce(into: [String: DueTime]()) { $0[$1.name] = $1.due }
        return states.due(dues, cartableDue: cartableDue)
    }
}

/// How far the cases behind a state of a cartable are rewritten.
struct DuePlace: Sendable, Hashable {
    let cartable: String
    let since: Timestamp
    /// The last case.
    let last: String
}
