import Accounts
import Persian
import Store

/// The times in which the cartable of a case had no holder, which are not those of the office (K11).
///
/// Those of the step in which the case waits follow from the rows of the holders; those of earlier steps are gaps between the
/// spans of the clocks (`Clocks.keep`).
enum CaseVacancies {
    /// Returns the times without holder for the clocks of a case: those of the cartable at which the case waits now.
    ///
    /// A clock over every day of the calendar runs on: that is the total clock.
    static func of(
        _ caseID: String,
        under catalog: ServiceCatalog,
        in connection: Connection
    ) throws -> Clocks.VacanciesOfCase {
        guard let file = try CaseFileRow.find(caseID, in: connection)?.file,
            case .cartable(let role, let organisation) = file.waiting,
            let cartable = try Cartable.find(role, file.service, organisation, in: connection)
        else { return { _ in [] } }
        let gaps = gaps(
            in: try HolderRow.all(of: cartable.id, in: connection),
            from: file.since
        )
        guard !gaps.isEmpty, let service = catalog[file.service, file.version] else {
            return { _ in gaps }
        }
        return { service.clock(ClockName($0))?.calendar == .everyDay ? [] : gaps }
    }

    /// Returns the times without holder of the cartable at which a case waited since `file.since`, until it leaves it at `now`.
    static func past(
        of file: CaseFile,
        until now: Timestamp,
        in connection: Connection
    ) throws -> [ClockPause] {
        guard case .cartable(let role, let organisation) = file.waiting,
            let cartable = try Cartable.find(role, file.service, organisation, in: connection)
        else { return [] }
        let holders = try HolderRow.all(of: cartable.id, in: connection)
        return gaps(in: holders, from: file.since, until: now).compactMap { gap in
            let end = min(gap.until ?? now, now)
            return gap.from < end ? ClockPause(from: gap.from, until: end) : nil
        }
    }

    /// Returns the times after a moment in which no row was in force; the last one has no end where none is.
    ///
    /// A row past its end that no worker has ended yet is in force, except where `now` is given.
    static func gaps(
        in holders: [HolderRow],
        from start: Timestamp,
        until now: Timestamp? = nil
    ) -> [ClockPause] {
        var gaps: [ClockPause] = []
        var covered = start
        for holder in holders.sorted(by: { $0.from < $1.from }) {
            if let end = holder.end, end <= covered { continue }
            if holder.from > covered {
                gaps.append(ClockPause(from: covered, until: holder.from))
            }
            guard let end = holder.end, holder.endedAt != nil || now.map({ end < $0 }) == true
            else { return gaps }
            covered = end
        }
        gaps.append(ClockPause(from: covered, until: nil))
        return gaps
    }
}
