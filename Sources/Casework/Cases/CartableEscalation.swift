import Accounts
package import Persian
import Store
import VerifyCore

/// Reports cartables that have no holder at their due, and two work days later, to the unit that is responsible for the
/// service (K14).
///
/// A cartable has no timer: the moments follow from its due, and the outbox has one message for each of them. After a downtime
/// only the later one is sent.
extension Cases {
    /// The cartables of one transaction.
    private static let escalatedAtOnce = 20
    /// The template of the outbox.
    static let withoutHolder = "cartable-without-holder"

    /// Stores the messages that are due; returns how many are new.
    ///
    /// `failed` receives a cartable whose row cannot be read, for example after a change by hand; the others continue.
    ///
    /// - Throws: `StoreError`; `DueTimeError`; `OutboxError`.
    @discardableResult
    package func escalateCartables(
        at now: Timestamp,
        failed: (_ cartable: String, any Error) -> Void = { _, _ in }
    ) async throws -> Int {
        var count = 0
        var last: (dueAt: Timestamp, id: String)?
        while true {
            let after = last
            let part = try await database.write { connection in
                let overdue = try cartables.withoutHolder(
                    after: after,
                    limit: Self.escalatedAtOnce,
                    in: connection
                ).filter { $0.dueAt.map { $0 <= now } ?? false }
                var new = 0
                var failures: [(String, any Error)] = []
                for cartable in overdue {
                    do {
                        if try escalate(cartable, at: now, in: connection) { new += 1 }
                    } catch let error as CaseError {
                        failures.append((cartable.id, error))
                    } catch let error as MissingKey {
                        failures.append((cartable.id, error))
                    }
                }
                return (new, overdue.last, failures)
            }
            count += part.0
            for (id, error) in part.2 { failed(id, error) }
            guard let end = part.1, let due = end.dueAt else { return count }
            last = (due, end.id)
        }
    }

    /// Stores the message of one cartable; false where it was stored before, or its moment has not come.
    private func escalate(
        _ cartable: Cartable,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        try keyring.current.requireIntact(
            cartable.statement,
            cartable.seal,
            "cartable",
            alarm: alarm
        )
        guard let due = cartable.dueAt, let service = catalog.newest(cartable.service),
            let unit = try roles.organisation(service.owner.text, in: connection),
            !unit.contact.isEmpty
        else { return false }
        let scopes = ClockCalendar(applicantReachedBy: []).scopes
        let calendar = try clocks.store.calendars(in: connection).calendar(of: scopes)
        let moments = try [Escalation.due, .late].map {
            try calendar.moment(of: $0, due: due, from: cartable.since)
        }
        // The number of moments that have come tells both messages of one due apart.
        let passed = moments.count { $0 <= now }
        guard passed > 0 else { return false }
        let until = calendar.wording(
            of: DueTime(due, isProvisional: false),
            today: now.tehranDate
        )
        let message = AccountMessage(
            source: cartable.id,
            sequence: due.secondsSinceEpoch * 2 + Int64(passed),
            template: Self.withoutHolder,
            channel: .email,
            recipient: unit.contact,
            subject: "کارتابل بدون عهده‌دار: \(service.title.fa)",
            body: """
                کارتابل «\(cartable.role.name.fa)» برای خدمت «\(service.title.fa)» در سازمان با کد \(cartable.organisation) \
                باید \(until.fa) عهده‌دار می‌داشت و هنوز ندارد.

                تا تعیین عهده‌دار، پرونده‌های این کارتابل منتظر می‌مانند. فهرست کارتابل‌های بدون عهده‌دار را در سامانه ببینید.
                """
        )
        return try outbox.enqueue(message, source: .case, at: now, in: connection) != nil
    }
}
