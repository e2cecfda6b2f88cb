import ArgumentParser
import Persian
import Registry
import VerifyCore

/// `verify-cli reports`: reports of fake sites and documents.
struct ReportsCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract: "Reports of fake sites and documents.",
        subcommands: [ReportsList.self]
    )

    static let examples = ReportsList.examples
}

struct ReportsList: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the reports, oldest first."
    )
    static let examples = [Example("verify-cli reports list --database sqlite:D")]

    /// How many are read in one request.
    private static let page = 100

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let client = try database.registry()
        defer { client.close() }
        var last: Int64?
        var count = 0
        while true {
            let page = try await client.registry.reports(after: last, limit: Self.page)
            for report in page { show(report) }
            count += page.count
            last = page.last?.id
            if page.count < Self.page { break }
        }
        if count == 0 { output.console.note("nothing was reported") }
    }

    private func show(_ report: Report) {
        output.console.answer(JSON(report)) {
            output.console.answer(
                "\(report.receivedAt)  \(report.reference)  \(report.draft.kind.rawValue)  "
                    + report.draft.subject.isolatedIfPersian
            )
            let lines = report.draft.details.split(whereSeparator: \.isNewline)
            for line in lines { output.console.answer("    \(String(line).isolatedIfPersian)") }
            if !report.draft.contact.isEmpty {
                output.console.answer("    contact: \(report.draft.contact.isolatedIfPersian)")
            }
        }
    }
}

extension JSON {
    fileprivate init(_ report: Report) {
        self = [
            "reference": .string(report.reference),
            "kind": .string(report.draft.kind.rawValue),
            "subject": .string(report.draft.subject),
            "details": .string(report.draft.details),
            "contact": .string(report.draft.contact),
            "received_at": .string(report.receivedAt.description),
        ]
    }
}
