package import Persian
import Store

/// A timer that a clock arms when it starts or resumes, and that moves with its due time.
package struct ClockTimer: Sendable, Hashable {
    /// When it fires.
    package enum Moment: Sendable, Hashable {
        /// At an escalation, within office hours.
        case escalation(Escalation)
        /// When this budget is used up, at the next opening where offices are closed then.
        case after(CalendarBudget)
        /// At the closing of a work day this long after the due time.
        case afterDue(CalendarBudget)
        /// At the due time itself, whatever the hour: for what ends a term.
        case end
    }

    /// The name, unique in the clock; without spaces.
    package let name: String
    /// When it fires.
    package let moment: Moment
    /// What it does, in the words of the engine.
    package let does: String

    /// Declares a timer.
    package init(_ name: String, _ moment: Moment, does: String) {
        self.name = name
        self.moment = moment
        self.does = does
    }
}

extension ClockTimer.Moment {
    /// `half`, `most`, `due`, `late`, `end`, or an amount and a unit such as `7:days`, after the due `due+20:work_days`.
    var word: String {
        switch self {
        case .escalation(let escalation): escalation.rawValue
        case .after(let budget): "\(budget.amount):\(budget.unit.rawValue)"
        case .afterDue(let budget): "\(Self.dueWord)\(budget.amount):\(budget.unit.rawValue)"
        case .end: "end"
        }
    }

    /// Reads the word that is stored; nil for another one.
    init?(word: some StringProtocol) {
        let isAfterDue = word.hasPrefix(Self.dueWord)
        let parts = word.dropFirst(isAfterDue ? Self.dueWord.count : 0).split(separator: ":")
        if word == "end" {
            self = .end
        } else if let escalation = Escalation(rawValue: String(word)) {
            self = .escalation(escalation)
        } else if parts.count == 2, let amount = Int(parts[0]),
            let unit = CalendarBudget.Unit(rawValue: String(parts[1])),
            let budget = CalendarBudget(amount, unit)
        {
            self = isAfterDue ? .afterDue(budget) : .after(budget)
        } else {
            return nil
        }
    }

    private static let dueWord = "due+"
}

/// The column `action` of a timer: `clock:NAME MOMENT DOES` for one of a clock, and otherwise the words of the engine.
struct TimerAction {
    /// The clock; nil for a timer that belongs to none.
    let clock: String?
    /// When it fires, after a change of the due time.
    let moment: ClockTimer.Moment?
    /// What it does.
    let does: String

    private static let prefix = "clock:"

    /// The action of a clock's timer.
    static func text(_ timer: ClockTimer, of clock: String) -> String {
        "\(prefix)\(clock) \(timer.moment.word) \(timer.does)"
    }

    /// The name of a clock's timer in the table.
    static func name(_ timer: ClockTimer, of clock: String) -> String { "\(clock).\(timer.name)" }

    /// Reads the column.
    init(stored text: String) {
        let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, words[0].hasPrefix(Self.prefix),
            let moment = ClockTimer.Moment(word: words[1])
        else {
            (clock, moment, does) = (nil, nil, text)
            return
        }
        clock = String(words[0].dropFirst(Self.prefix.count))
        self.moment = moment
        does = String(words[2])
    }
}
