import Persian
import Store

/// Keeps the times without holder of a step that a case leaves, as gaps between the spans of its clocks (K11).
///
/// While a case waits at a cartable its times without holder follow from the rows of the holders, and nothing is written. The
/// move that leaves the step writes them into the spans, so that a clock which runs in a later step keeps them.
extension Clocks {
    /// The column `clock_span.why` of a span that ended because the office had no holder.
    static let withoutHolder = "no-holder"

    /// Splits the running spans of the office clocks of a case at the times without holder, and computes their due times from
    /// it; call it before `enter` in the transaction of a move.
    ///
    /// `gaps` are in the order of time, inside of the time in which the case waited, and none of them is after `now`.
    func keep(
        _ gaps: [ClockPause],
        of caseID: String,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard !gaps.isEmpty else { return }
        let calendars = try store.calendars(in: connection)
        let spans = try ClockSpanRow.all(of: caseID, in: connection)
        for row in try ClockRow.all(of: caseID, in: connection)
        where row.metAt == nil && row.calendar.party == .office {
            var ran = spans[row.name] ?? []
            guard let last = ran.last, last.endedAt == nil else { continue }
            ran.removeLast()
            let parts = last.split(at: gaps, until: now)
            try last.replace(by: parts, of: caseID, in: connection)
            ran += parts
            var new = row
            try new.recompute(pausedIn: ran.gaps, from: ran, calendars, at: now)
            try new.update(replacing: row.computedWith, in: connection)
        }
    }
}

extension [ClockSpanRow] {
    /// The times between the spans; the last one has no end where no span runs.
    var gaps: [ClockPause] {
        enumerated().compactMap { index, span in
            span.endedAt.map { end in
                ClockPause(from: end, until: index + 1 < count ? self[index + 1].begunAt : nil)
            }
        }
    }
}

extension ClockSpanRow {
    /// The span without some times: the last part runs from the end of the last one on.
    fileprivate func split(at gaps: [ClockPause], until now: Timestamp) -> [ClockSpanRow] {
        var parts: [ClockSpanRow] = []
        var begun = begunAt
        for gap in gaps {
            let from = max(gap.from, begun)
            let until = min(gap.until ?? now, now)
            guard from < until else { continue }
            parts.append(
                ClockSpanRow(
                    name,
                    n + parts.count,
                    begunAt: begun,
                    endedAt: from,
                    why: Clocks.withoutHolder
                )
            )
            begun = until
        }
        parts.append(ClockSpanRow(name, n + parts.count, begunAt: begun))
        return parts
    }

    /// Writes the parts in the place of the span, the running one last: at most one span of a clock runs.
    fileprivate func replace(
        by parts: [ClockSpanRow],
        of caseID: String,
        in connection: Connection
    ) throws {
        guard parts.count > 1, let first = parts.first else { return }
        try connection.execute(
            """
            UPDATE clock_span
            SET ended_at = \(first.endedAt?.description), why = \(first.why)
            WHERE case_id = \(caseID) AND name = \(name) AND n = \(n)
            """
        )
        for part in parts.dropFirst() { try part.insert(caseID, in: connection) }
    }
}
