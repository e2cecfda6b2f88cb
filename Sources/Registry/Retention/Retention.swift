/// How long the rows are kept that requests add without end, and how many of them there may be.
package struct Retention: Sendable {
    /// Seconds for which the access log keeps who saw more of a degree than the public may.
    package let accessLog: Int64
    /// Seconds for which reports of fake sites and documents are kept.
    package let reports: Int64
    /// Seconds for which the results of a batch are kept, with the codes that it looked up.
    package let batches: Int64
    /// The most views of organisations in the access log; beyond it the oldest are deleted.
    package let mostViews: Int64
    /// The most reports; beyond it none is taken.
    package let mostReports: Int64
    /// The most batches of visitors; beyond it the oldest that are done are deleted.
    package let mostVisitorBatches: Int64

    /// Ages are in seconds.
    package init(
        accessLog: Int64,
        reports: Int64,
        batches: Int64,
        mostViews: Int64,
        mostReports: Int64,
        mostVisitorBatches: Int64
    ) {
        self.accessLog = accessLog
        self.reports = reports
        self.batches = batches
        self.mostViews = mostViews
        self.mostReports = mostReports
        self.mostVisitorBatches = mostVisitorBatches
    }

    private static let day: Int64 = 86_400

    /// What the settings of the daemon have by default: five years of access log, two years of reports, thirty
    /// days of batches.
    package static let usual = Retention(
        accessLog: 1826 * day,
        reports: 730 * day,
        batches: 30 * day,
        mostViews: 50_000_000,
        mostReports: 100_000,
        mostVisitorBatches: 10_000
    )
}

/// The rows that requests add without end; the raw value is the metric's label.
package enum RetainedTable: String, CaseIterable, Sendable {
    /// Views of organisations in the access log.
    case views
    /// Days with visitors in the access log.
    case visitorDays = "visitor_days"
    /// Reports of fake sites and documents.
    case reports
    /// Batches of visitors.
    case visitorBatches = "visitor_batches"
}
