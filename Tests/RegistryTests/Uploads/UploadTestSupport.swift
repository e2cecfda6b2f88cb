import Foundation
import Persian
import Store
import Tabular
import Testing
import VerifyCore

@testable import Registry

extension TestRegister {
    /// Adds the institutions that the faulty upload names.
    func addAllInstitutions() async throws {
        let codes = (1003...1038).map(String.init) + ["2001"]
        for code in codes {
            _ = try await registry.addInstitution(
                code: code,
                nameFa: "دانشگاه \(code)",
                nameEn: "University \(code)",
                kind: "university",
                city: "تهران",
                by: Self.saorg,
                at: Self.now
            )
        }
    }

    /// Sends a file in pieces of a size; returns its identifier.
    func send(
        _ bytes: [UInt8],
        by actor: Actor = saorg,
        format: BulkJobFormat? = nil,
        issues: Bool = false,
        isDryRun: Bool = false,
        pieces: Int = 100_000
    ) async throws -> String {
        let id = try await registry.beginUpload(
            by: actor,
            format: format,
            issues: issues,
            isDryRun: isDryRun,
            at: Self.now
        )
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            let end = min(start + pieces, bytes.count)
            try await registry.append(Array(bytes[start..<end]), to: id, at: Self.now)
        }
        try await registry.finishReceiving(id, at: Self.now)
        return id
    }

    /// Sends a file and works on it; returns the upload.
    @discardableResult
    func upload(
        _ bytes: [UInt8],
        by actor: Actor = saorg,
        format: BulkJobFormat? = nil,
        issues: Bool = false,
        isDryRun: Bool = false,
        at now: Timestamp = now
    ) async throws -> Upload {
        let id = try await send(
            bytes,
            by: actor,
            format: format,
            issues: issues,
            isDryRun: isDryRun
        )
        #expect(try await registry.process(id, worker: "test", clock: { now }))
        return try await registry.upload(id, by: Self.saorg)
    }

    /// All results of an upload, as its results file has them; without the line 0 about its titles.
    func results(of upload: Upload) async throws -> [ResultLine] {
        try await rows(.results, of: upload).dropFirst().filter { $0[0] != "0" }
            .map { try ResultLine($0) }
    }

    /// A file of an upload, as rows of cells.
    func rows(_ part: BulkJobFile.Part, of upload: Upload) async throws -> [[String]] {
        var file = try await registry.file(part, ofUpload: upload.id, by: Self.saorg)
        var bytes: [UInt8] = []
        while let piece = try await file.next() { bytes += piece }
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        return CSVReader.rows(of: bytes).map(\.texts)
    }
}

/// A line of `results.csv`.
struct ResultLine {
    let record: Int
    let outcome: RowOutcome
    let column: GraduateColumn?
    let code: RowCode?
    let message: String?
    let authenticityCode: AuthenticityCode?

    init(_ cells: [String]) throws {
        record = try #require(Int(cells[0]))
        outcome = try #require(RowOutcome(rawValue: cells[1]))
        column = GraduateColumn(rawValue: cells[2])
        code = RowCode(rawValue: cells[3])
        message = cells[4].isEmpty ? nil : cells[4]
        authenticityCode = try cells[5].isEmpty ? nil : AuthenticityCode(parsing: cells[5])
    }
}

/// Files of invented graduates.
enum UploadFile {
    static let titles = GraduateColumn.allCases.map(\.rawValue)

    /// A CSV file of graduates, with other titles where they are given.
    static func csv(
        _ graduates: [Graduate],
        titles: [String] = titles,
        delimiter: String = ","
    ) -> [UInt8] {
        let rows = graduates.map { graduate in
            GraduateColumn.allCases.map { graduate.text(of: $0) }.joined(separator: delimiter)
        }
        let lines = [titles.joined(separator: delimiter)] + rows
        return Array(lines.map { $0 + "\r\n" }.joined().utf8)
    }

    /// The same as objects in lines.
    static func ndjson(_ graduates: [Graduate]) -> [UInt8] {
        graduates.flatMap { graduate in
            let members = GraduateColumn.allCases.map { column in
                JSON.Member(column.rawValue, .string(graduate.text(of: column)))
            }
            return JSON.object(members).encoded() + [0x0A]
        }
    }
}
