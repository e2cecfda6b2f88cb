import Foundation
import Persian
import Tabular
import Testing

@testable import Registry

struct UploadFormatPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../docs/formats/uploads.md").standardizedFileURL

    @Test func `the page for universities names every column, outcome and code`() throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let words =
            GraduateColumn.allCases.map(\.rawValue) + RowOutcome.allCases.map(\.rawValue)
            + RowCode.allCases.map(\.rawValue) + BulkJobProblem.Code.allCases.map(\.rawValue)
        for word in words {
            #expect(page.contains("`\(word)`"), "\(word)")
        }
        for column in GraduateColumn.allCases {
            #expect(page.contains(column.title.fa), "\(column.title.fa)")
        }
    }

    @Test func `the page's example is accepted`() throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let example = try #require(page.split(separator: "```csv\n").dropFirst().first)
        let rows = CSVReader.rows(of: Array(example.prefix { $0 != "`" }.utf8))
        let columns = try UploadColumns(rows.first)
        let reader = GraduateReader(
            institutions: ["1035"],
            own: nil,
            today: TestRegister.now.tehranDate
        )
        let reading = reader.read { columns.text(of: $0, in: rows[1]) }
        guard case .graduate(let graduate, let warnings) = reading, warnings.isEmpty else {
            Issue.record("\(reading)")
            return
        }
        #expect(graduate.diplomaNumber == "1395/000019")
    }
}
