import Foundation
import Tabular
import TestDatabases
import TestWorkbooks
import Testing

@testable import Registry

extension OutsideFileTests {
    /// The files whose rows a workbook can hold: texts, in which no quote is open and no line has another encoding.
    private static let inWorkbooks = files.filter { file in
        !["07", "16", "22", "27", "32", "33"].contains(file.prefix(2))
    }

    @Test(arguments: inWorkbooks)
    func `the rows of a file get the same outcomes in a workbook`(_ file: String) async throws {
        let bytes = Array(try Data(contentsOf: Self.folder.appending(path: file)))
        let rows = try TableFile.rows(of: bytes)
        // U+001A ends a file of DOS; no workbook has it.
        let texts = rows.map { $0.texts.map { $0.replacing("\u{1A}", with: "") } }
        try await check(file, TestWorkbook(texts: texts).bytes)
    }
}
