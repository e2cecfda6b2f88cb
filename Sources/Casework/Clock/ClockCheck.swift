import Persian
package import Store

extension Clocks {
    /// Returns what does not hold for the clocks of a case, each as a sentence without a full stop.
    ///
    /// - The spans of a clock follow each other, and only the last one can run; a met clock has none that runs.
    /// - The due time is that of spans, times without holder, budget and calendar; it can be later where a withdrawn holiday
    ///   was not allowed to shorten the term. A clock that an older calendar computed is not compared.
    package func problems(of caseID: String, in connection: Connection) throws -> [String] {
        let calendars = try store.calendars(in: connection)
        var problems: [String] = []
        for (clock, spans) in try clocks(of: caseID, in: connection) {
            let name = "clock \(clock.name)"
            for (index, span) in spans.enumerated() {
                let next = index + 1 < spans.count ? spans[index + 1].begunAt : nil
                if span.n != index + 1 {
                    problems.append("\(name): span \(span.n) is out of place")
                }
                if let next, span.endedAt.map({ $0 > next }) ?? true {
                    problems.append("\(name): span \(span.n) overlaps the next one")
                }
            }
            if clock.metAt != nil {
                if spans.last.map({ $0.endedAt == nil }) ?? false {
                    problems.append("\(name) is met and runs")
                }
                continue
            }
            guard clock.computedWith == calendars.book.change else { continue }
            let computed = try clock.due(self, calendars, spans, in: connection)
            if let due = clock.due, let computed, due.moment >= computed.moment { continue }
            if clock.due != computed {
                problems.append("\(name): the due time is not that of its spans and calendar")
            }
        }
        return problems
    }
}
