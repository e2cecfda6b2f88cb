package import Persian

/// A term of study: a Jalali year of study and a semester in it.
package struct Term: Sendable, Hashable, Comparable {
    /// The year in which the year of study began: 1403 for both semesters of 1403–1404.
    package let year: Int
    /// The semester.
    package let semester: Semester

    /// A part of a year of study.
    package enum Semester: UInt8, Sendable, CaseIterable {
        /// From Mehr (نیم‌سال اول).
        case first = 1
        /// From Bahman (نیم‌سال دوم).
        case second = 2
        /// In summer (دورهٔ تابستان), which is no term of probation.
        case summer = 3
    }

    /// Creates a term; nil outside the years of studies.
    package init?(_ year: Int, _ semester: Semester) {
        guard JalaliYears.studies.contains(year) else { return nil }
        self.year = year
        self.semester = semester
    }

    /// Whether a term is before another one.
    package static func < (one: Term, other: Term) -> Bool {
        (one.year, one.semester.rawValue) < (other.year, other.semester.rawValue)
    }
}

extension Term {
    /// The name for readers.
    package var title: Wording {
        let (next, nextLatin) = (PersianNumber.plain(year + 1), year + 1)
        return switch semester {
        case .first:
            Wording(
                fa: "نیم‌سال اول \(PersianNumber.plain(year))–\(next)",
                en: "First semester \(year)–\(nextLatin)"
            )
        case .second:
            Wording(
                fa: "نیم‌سال دوم \(PersianNumber.plain(year))–\(next)",
                en: "Second semester \(year)–\(nextLatin)"
            )
        case .summer:
            Wording(fa: "تابستان \(next)", en: "Summer \(nextLatin)")
        }
    }
}

/// Years of the Jalali calendar.
enum JalaliYears {
    /// The years in which a study of a living graduate can have begun or gone on.
    static let studies = 1300...1499
}
