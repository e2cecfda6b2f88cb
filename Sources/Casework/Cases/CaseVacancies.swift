import Accounts
import Persian
import Store

/// The times in which the cartable of a case had no holder, which are not those of the office (K11).
enum CaseVacancies {
    /// Returns the times without holder for a clock of a case: those of the cartable at which the case waits now.
    ///
    /// A clock over every day of the calendar runs on: that is the total clock.
    static func of(
        _ caseID: String,
        clock: String,
        under catalog: ServiceCatalog,
        in connection: Connection
    ) throws -> [ClockPause] {
        guard let file = try CaseFileRow.find(caseID, in: connection)?.file,
            case .cartable(let role, let organisation) = file.waiting,
            catalog[file.service, file.version]?.clock(ClockName(clock))?.calendar != .everyDay,
            let cartable = try Cartable.find(role, file.service, organisation, in: connection)
        else { return [] }
        return gaps(
            in: try HolderRow.all(of: cartable.id, in: connection),
            from: file.since
        )
    }

    /// Returns the times after a moment in which no row was in force; the last one has no end where none is.
    static func gaps(in holders: [HolderRow], from start: Timestamp) -> [ClockPause] {
        var gaps: [ClockPause] = []
        var covered = start
        for holder in holders.sorted(by: { $0.from < $1.from }) {
            if let end = holder.end, end <= covered { continue }
            if holder.from > covered {
                gaps.append(ClockPause(from: covered, until: holder.from))
            }
            guard let end = holder.end, holder.endedAt != nil else { return gaps }
            covered = end
        }
        gaps.append(ClockPause(from: covered, until: nil))
        return gaps
    }
}
