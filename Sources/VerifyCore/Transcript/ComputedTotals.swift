/// What the rules give for the lines of a transcript; compared with what the university states.
package struct ComputedTotals: Sendable, Equatable {
    /// The terms in their order.
    package let terms: [TermTotals]
    /// The average of all terms in hundredths; nil where no course with a mark counts.
    package let average: Int?
    /// The credits passed, in hundredths; a course that was passed twice counts once.
    package let credits: Int
    /// The number of terms below the bound of probation.
    package let probationTerms: Int

    /// The totals of one term.
    package struct TermTotals: Sendable, Equatable {
        /// The term.
        package let term: Term
        /// The average in hundredths; nil where no course with a mark counts.
        package let average: Int?
        /// The credits of the term's courses that count, in hundredths.
        package let taken: Int
        /// The credits of those that were passed, in hundredths.
        package let passed: Int
        /// Whether the term is one of probation; summers are not.
        package let isProbation: Bool
    }

    /// Computes the totals of lines, which are in the order of a transcript.
    package init(_ lines: [TranscriptLine], _ rules: MarkRules) {
        let counting = lines.filter(\.counts)
        terms = Self.byTerm(lines).map { TermTotals($0, rules) }
        average = Self.average(of: Self.inTotal(counting, rules))
        credits = Self.firstPasses(counting, rules).reduce(0) { $0 + $1.credits.total }
        probationTerms = terms.count { $0.isProbation }
    }

    private static func byTerm(_ lines: [TranscriptLine]) -> [ArraySlice<TranscriptLine>] {
        var terms: [ArraySlice<TranscriptLine>] = []
        var rest = lines[...]
        while let first = rest.first {
            let end = rest.firstIndex { $0.term != first.term } ?? rest.endIndex
            terms.append(rest[..<end])
            rest = rest[end...]
        }
        return terms
    }

    /// The lines that count in the average of all terms.
    private static func inTotal(
        _ lines: [TranscriptLine],
        _ rules: MarkRules
    ) -> [TranscriptLine] {
        guard rules.passedReplacesFailed else { return lines }
        let passed = Set(lines.filter { $0.mark.passes(rules.passMark) }.map(\.code))
        return lines.filter { $0.mark.passes(rules.passMark) || !passed.contains($0.code) }
    }

    private static func firstPasses(
        _ lines: [TranscriptLine],
        _ rules: MarkRules
    ) -> [TranscriptLine] {
        var seen: Set<String> = []
        return lines.filter { $0.mark.passes(rules.passMark) && seen.insert($0.code).inserted }
    }

    /// Returns the average of the numeric marks weighted by credits, rounded half up; nil without any.
    fileprivate static func average(of lines: some Sequence<TranscriptLine>) -> Int? {
        var (points, credits) = (0, 0)
        for line in lines {
            guard case .number(let mark) = line.mark else { continue }
            points += mark * line.credits.total
            credits += line.credits.total
        }
        return credits == 0 ? nil : (2 * points + credits) / (2 * credits)
    }
}

extension ComputedTotals.TermTotals {
    fileprivate init(_ lines: ArraySlice<TranscriptLine>, _ rules: MarkRules) {
        let counting = lines.filter(\.counts)
        term = lines[lines.startIndex].term
        average = ComputedTotals.average(of: counting)
        taken = counting.reduce(0) { $0 + $1.credits.total }
        passed = counting.filter { $0.mark.passes(rules.passMark) }
            .reduce(0) { $0 + $1.credits.total }
        isProbation = term.semester != .summer && average.map { $0 < rules.probationBound } ?? false
    }
}
