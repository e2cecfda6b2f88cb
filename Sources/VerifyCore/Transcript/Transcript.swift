/// The courses and marks of a graduate (ریزنمرات), as the record of a transcript binds them
/// (docs/formats/transcript.md).
///
/// Holder, institution and field are in the record. A value has its lines in order, no course twice in a term.
package struct Transcript: Sendable, Hashable {
    /// The number of the student at the institution, in ASCII digits and letters.
    package let studentNumber: String
    /// The level, by which the rules are found.
    package let level: Level
    /// The Jalali year of entrance, by which the rules are found.
    package let entranceYear: Int
    /// The lowest mark that passes, in hundredths, for a reader without the rules.
    package let passMark: Int
    /// The lines, by term and by course code.
    package let lines: [TranscriptLine]
    /// The totals.
    package let totals: StatedTotals

    /// The most lines of one transcript.
    package static let mostLines = 400

    /// Creates a transcript; brings the lines in order.
    ///
    /// - Throws: `TranscriptError`.
    package init(
        studentNumber: String,
        level: Level,
        entranceYear: Int,
        passMark: Int,
        lines: [TranscriptLine],
        totals: StatedTotals
    ) throws(TranscriptError) {
        guard !studentNumber.isEmpty, studentNumber.unicodeScalars.count <= 40 else {
            throw .studentNumber
        }
        guard JalaliYears.studies.contains(entranceYear) else { throw .entranceYear }
        guard CourseMark.range.contains(passMark) else { throw .passMark }
        guard !lines.isEmpty, lines.count <= Self.mostLines else { throw .count }
        let sorted = lines.sorted()
        for (line, next) in zip(sorted, sorted.dropFirst())
        where line.term == next.term && line.code == next.code {
            throw .courseTwice(next.term, next.code)
        }
        var terms: [Term] = []
        for line in sorted where line.term != terms.last { terms.append(line.term) }
        guard totals.terms.map(\.term) == terms else { throw .terms }
        self.studentNumber = studentNumber
        self.level = level
        self.entranceYear = entranceYear
        self.passMark = passMark
        self.lines = sorted
        self.totals = totals
    }
}

/// The totals that a transcript shows.
package struct StatedTotals: Sendable, Hashable {
    /// The average in hundredths; nil for a programme without marks.
    package let average: Int?
    /// The credits passed, in hundredths.
    package let credits: Int
    /// The averages of the terms, in the order of the terms.
    package let terms: [TermAverage]
    /// How the totals came about.
    package let basis: Basis

    /// How totals came about.
    package enum Basis: UInt8, Sendable, CaseIterable {
        /// The product's rules give them.
        case computed = 1
        /// By an older bylaw or another programme: printed as *stated by the university*.
        case stated = 2
    }

    /// The most credits of a transcript, 1000.00.
    package static let mostCredits = 100_000

    /// Creates totals; nil for an average or credits that no transcript has.
    package init?(average: Int?, credits: Int, terms: [TermAverage], basis: Basis) {
        let averages = [average] + terms.map(\.average)
        guard averages.allSatisfy({ $0.map(CourseMark.range.contains) ?? true }),
            (0...Self.mostCredits).contains(credits)
        else { return nil }
        self.average = average
        self.credits = credits
        self.terms = terms
        self.basis = basis
    }
}

extension StatedTotals {
    /// The totals that the rules give.
    package init?(_ computed: ComputedTotals) {
        self.init(
            average: computed.average,
            credits: computed.credits,
            terms: computed.terms.map { TermAverage($0.term, $0.average) },
            basis: .computed
        )
    }
}

/// The average of a term.
package struct TermAverage: Sendable, Hashable {
    /// The term.
    package let term: Term
    /// In hundredths; nil where the term has none.
    package let average: Int?

    /// Creates the average of a term.
    package init(_ term: Term, _ average: Int?) {
        self.term = term
        self.average = average
    }
}

/// The reason for which lines are not a transcript.
package enum TranscriptError: Error, Hashable {
    /// The number of the student is empty or too long.
    case studentNumber
    /// No year of a study.
    case entranceYear
    /// No mark.
    case passMark
    /// No line, or more than `Transcript.mostLines`.
    case count
    /// The averages are not those of the terms of the lines.
    case terms
    /// A course occurs twice in a term.
    case courseTwice(Term, String)
}
