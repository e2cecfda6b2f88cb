package import Persian
import Store

extension Cases {
    /// Returns a due time for readers, such as «تا پایان وقت اداری شنبه ۱۴ آذر», by the calendar of SAORG's offices.
    ///
    /// - Throws: `StoreError`; what is malformed in a row of the calendar.
    package func wording(
        of due: Timestamp,
        isProvisional: Bool = false,
        on today: CivilDate
    ) async throws -> Wording {
        let headquarters = ClockCalendar(applicantReachedBy: [])
        let calendar = try await database.read { connection in
            try clocks.store.calendars(in: connection).calendar(of: headquarters.scopes)
        }
        return calendar.wording(of: DueTime(due, isProvisional: isProvisional), today: today)
    }
}
