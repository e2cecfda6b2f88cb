import Foundation
import Testing

/// The table of threats in docs/threat-model.md is true.
struct ThreatModelTests {
    @Test func `each test that the threat model names exists, and each threat has one`() throws {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "docs/threat-model.md"),
            encoding: .utf8
        )
        let section = try #require(
            page[...].between("## Threats to people and sign-in", "## What we trust")
        )
        let sources = try Self.sources(below: root.appending(path: "Tests"))
        var threats: [String] = []
        for row in section.split(separator: "\n") where row.hasPrefix("| P") {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(cells.count == 4, "\(row)")
            threats.append(cells[0])
            let names = cells[3].matches(of: /`([^`]+ [^`]+)`/).map { String($0.output.1) }
                .filter { !$0.hasPrefix("scripts/") }
            #expect(!names.isEmpty, "\(cells[0])")
            for name in names {
                #expect(sources.contains { $0.contains("`\(name)`(") }, "\(cells[0]): \(name)")
            }
        }
        #expect(threats == (1...24).map { "P\($0)" })
    }

    private static func sources(below folder: URL) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return try names.filter { $0.hasSuffix("Tests.swift") }.map { name in
            try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
    }
}
