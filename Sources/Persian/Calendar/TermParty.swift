/// For whom a term runs; it decides what a changed calendar may take away.
package enum TermParty: Sendable, Hashable {
    /// An applicant, or another person who is a party.
    case applicant
    /// An office.
    case office
}

extension WorkingCalendar {
    /// Returns the due time that is valid after a change of the calendar.
    ///
    /// A later due time is valid as it is. An earlier one, after a holiday was withdrawn, never shortens the term of an
    /// applicant, and the term of an office not below the closing of the next working day.
    ///
    /// - Throws: `DueTimeError`.
    package func changed(
        _ former: DueTime,
        to computed: DueTime,
        for party: TermParty,
        at now: Timestamp
    ) throws(DueTimeError) -> DueTime {
        guard computed.moment < former.moment else { return computed }
        let moment: Timestamp
        switch party {
        case .applicant:
            moment = former.moment
        case .office:
            guard let day = CalendarBudget(1, .workDays) else { throw .beyondHorizon }
            let least = try due(after: day, from: now)
            moment = max(computed.moment, min(former.moment, least.moment))
        }
        return DueTime(moment, isProvisional: computed.isProvisional)
    }
}
