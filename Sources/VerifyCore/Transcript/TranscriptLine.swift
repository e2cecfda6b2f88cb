package import Persian

/// One course of a term with its mark.
package struct TranscriptLine: Sendable, Hashable {
    /// The term of the course.
    package let term: Term
    /// The institution's code of the course, in ASCII digits and letters.
    package let code: String
    /// The title in Persian.
    package let titleFa: String
    /// Empty if unknown.
    package let titleEn: String
    /// The kind of the course.
    package let kind: CourseKind
    /// The credits of the course.
    package let credits: CourseCredits
    /// The result.
    package let mark: CourseMark
    /// Whether the course counts in averages and credits.
    package let counts: Bool

    /// The most Unicode scalars of a title.
    package static let longestTitle = 200
    /// The most Unicode scalars of a code.
    package static let longestCode = 20

    /// Creates a line from texts in their stored form; nil for an empty or too long code or Persian title.
    package init?(
        term: Term,
        code: String,
        titleFa: String,
        titleEn: String,
        kind: CourseKind,
        credits: CourseCredits,
        mark: CourseMark,
        counts: Bool
    ) {
        let length = code.unicodeScalars.count
        guard (1...Self.longestCode).contains(length), !titleFa.isEmpty,
            titleFa.unicodeScalars.count <= Self.longestTitle,
            titleEn.unicodeScalars.count <= Self.longestTitle
        else { return nil }
        self.term = term
        self.code = code
        self.titleFa = titleFa
        self.titleEn = titleEn
        self.kind = kind
        self.credits = credits
        self.mark = mark
        self.counts = counts
    }
}

extension TranscriptLine: Comparable {
    /// Whether a line is before another one: by term, then by the bytes of the course code.
    package static func < (one: TranscriptLine, other: TranscriptLine) -> Bool {
        if one.term != other.term { return one.term < other.term }
        return one.code.utf8.lexicographicallyPrecedes(other.code.utf8)
    }
}

/// The credits (واحد) of a course, in hundredths.
package struct CourseCredits: Sendable, Hashable {
    /// The part of lectures.
    package let theory: Int
    /// The part of practice.
    package let practical: Int

    /// The most credits of one course, 30.00: a thesis or an internship.
    package static let most = 3000

    /// Creates credits; nil below 0 or above 30.00 in total.
    package init?(theory: Int, practical: Int) {
        guard theory >= 0, practical >= 0, theory <= Self.most, practical <= Self.most - theory
        else { return nil }
        self.theory = theory
        self.practical = practical
    }

    /// The sum.
    package var total: Int { theory + practical }
}

/// The kind of a course (نوع درس).
package enum CourseKind: String, Sendable, CaseIterable {
    /// عمومی.
    case general
    /// پایه.
    case basic
    /// اصلی.
    case main
    /// تخصصی.
    case specialised
    /// اختیاری.
    case elective
    /// جبرانی.
    case compensatory
    /// کارآموزی and کارورزی.
    case internship
    /// پایان‌نامه and رساله.
    case thesis

    /// The number in transcripts; it never changes.
    package var code: UInt8 {
        switch self {
        case .general: 1
        case .basic: 2
        case .main: 3
        case .specialised: 4
        case .elective: 5
        case .compensatory: 6
        case .internship: 7
        case .thesis: 8
        }
    }

    /// The name for readers.
    package var title: Wording {
        switch self {
        case .general: Wording(fa: "عمومی", en: "General")
        case .basic: Wording(fa: "پایه", en: "Basic")
        case .main: Wording(fa: "اصلی", en: "Main")
        case .specialised: Wording(fa: "تخصصی", en: "Specialised")
        case .elective: Wording(fa: "اختیاری", en: "Elective")
        case .compensatory: Wording(fa: "جبرانی", en: "Compensatory")
        case .internship: Wording(fa: "کارآموزی", en: "Internship")
        case .thesis: Wording(fa: "پایان‌نامه", en: "Thesis")
        }
    }
}

/// The result of a course.
package enum CourseMark: Sendable, Hashable {
    /// A mark in hundredths, 0…2000.
    case number(Int)
    /// A result without a mark.
    case word(Word)
    /// The course was taken over from another institution.
    case transferred(from: String)

    /// The marks in hundredths.
    package static let range = 0...2000
    /// The most Unicode scalars of the name of another institution.
    package static let longestSource = 200

    /// A result without a mark.
    package enum Word: String, Sendable, CaseIterable {
        /// قبول.
        case passed
        /// مردود.
        case failed
        /// معاف.
        case exempt
        /// حذف.
        case withdrawn
        /// غایب.
        case absent
        /// ناتمام.
        case incomplete

        /// The number in transcripts; it never changes.
        package var code: UInt8 {
            switch self {
            case .passed: 1
            case .failed: 2
            case .exempt: 3
            case .withdrawn: 4
            case .absent: 5
            case .incomplete: 6
            }
        }

        /// The name for readers.
        package var title: Wording {
            switch self {
            case .passed: Wording(fa: "قبول", en: "Passed")
            case .failed: Wording(fa: "مردود", en: "Failed")
            case .exempt: Wording(fa: "معاف", en: "Exempt")
            case .withdrawn: Wording(fa: "حذف", en: "Withdrawn")
            case .absent: Wording(fa: "غایب", en: "Absent")
            case .incomplete: Wording(fa: "ناتمام", en: "Incomplete")
            }
        }
    }

    /// Creates a mark; nil outside 0…2000.
    package init?(hundredths: Int) {
        guard Self.range.contains(hundredths) else { return nil }
        self = .number(hundredths)
    }

    /// Creates the result of a transferred course; nil for an empty or too long name of the institution.
    package init?(transferredFrom source: String) {
        guard (1...Self.longestSource).contains(source.unicodeScalars.count) else { return nil }
        self = .transferred(from: source)
    }

    /// Whether a course with this result is passed, where `passMark` passes.
    func passes(_ passMark: Int) -> Bool {
        switch self {
        case .number(let mark): mark >= passMark
        case .word(let word): word == .passed || word == .exempt
        case .transferred: true
        }
    }
}
