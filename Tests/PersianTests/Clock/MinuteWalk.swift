import Foundation

/// Finds a due time by a walk over minutes, from rows that are plain numbers and texts.
///
/// It shares no code with the calendar: days come from Foundation, and each minute is open or not, and
/// part of a pause or not.
struct MinuteWalk {
    struct Week {
        let scope: String
        let from: Int
        let until: Int?
        /// Minutes of the day, for each weekday from Saturday.
        let days: [[(Int, Int)]]
    }

    struct Fact {
        let scope: String
        let day: Int
        let kind: String
        let intervals: [(Int, Int)]
    }

    let scopes: [String]
    let weeks: [Week]
    let facts: [Fact]
    let completeYears: Set<Int>
    private var cache: [Int: [Bool]] = [:]

    init(scopes: [String], weeks: [Week], facts: [Fact], completeYears: Set<Int>) {
        self.scopes = scopes
        self.weeks = weeks
        self.facts = facts
        self.completeYears = completeYears
    }

    /// Returns the due minute in Tehran since 1970-01-01, or nil when none is found within a year.
    mutating func due(_ unit: String, _ amount: Int, start: Int, pauses: [(Int, Int)]) -> Int? {
        var left = unit == "hours" ? amount * 60 : unit == "months" ? amount * 30 : amount
        var resumedOn = start / 1440
        var wasRunning = true
        for day in start / 1440..<start / 1440 + 400 {
            let open = isOpen(on: day)
            let last = unit == "work_days" ? open.lastIndex(of: true) : 1439
            let isOpenDay = open.contains(true)
            let near = pauses.filter { $0.0 < (day + 1) * 1440 && $0.1 > day * 1440 }
            for minute in max(start, day * 1440)..<(day + 1) * 1440 {
                var isRunning = true
                for pause in near where pause.0 <= minute && minute < pause.1 { isRunning = false }
                if isRunning, !wasRunning { resumedOn = day }
                wasRunning = isRunning
                guard isRunning else { continue }
                let ofDay = minute - day * 1440
                if unit == "hours" || unit == "minutes" {
                    if left == 0 { return minute }
                    if open[ofDay] { left -= 1 }
                    if left == 0 { return minute + 1 }
                } else if ofDay == last {
                    if left > 0, resumedOn < day { left -= 1 }
                    if left == 0, isOpenDay { return minute + 1 }
                }
            }
        }
        return nil
    }

    /// Whether offices are open, for each minute of a day.
    private mutating func isOpen(on day: Int) -> [Bool] {
        if let known = cache[day] { return known }
        var open = [Bool](repeating: false, count: 1440)
        for (from, until) in intervals(on: day) {
            for minute in from..<until { open[minute] = true }
        }
        cache[day] = open
        return open
    }

    private func intervals(on day: Int) -> [(Int, Int)] {
        for scope in scopes {
            guard let fact = facts.last(where: { $0.scope == scope && $0.day == day }) else {
                continue
            }
            if fact.kind == "closed" { return [] }
            return fact.intervals
        }
        let date = Self.persian.dateComponents(
            [.year, .month, .day],
            from: Date(timeIntervalSince1970: Double(day) * 86_400)
        )
        if let year = date.year, let month = date.month, let dayOfMonth = date.day,
            !completeYears.contains(year),
            [101, 102, 103, 104, 112, 113, 314, 315, 1122, 1229, 1230]
                .contains(month * 100 + dayOfMonth)
        {
            return []
        }
        for scope in scopes {
            let valid = weeks.filter {
                $0.scope == scope && $0.from <= day && day <= $0.until ?? .max
            }
            // 1970-01-03 was a Saturday.
            if let week = valid.max(by: { $0.from < $1.from }) { return week.days[(day + 5) % 7] }
        }
        return []
    }

    private static let persian: Calendar = {
        var calendar = Calendar(identifier: .persian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        return calendar
    }()
}

/// Random numbers that are the same for the same seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
