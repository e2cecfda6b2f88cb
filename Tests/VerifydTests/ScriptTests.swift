import Foundation
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

struct ScriptTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Scripts")
    static let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
        .filter { $0.hasSuffix(".http") }.sorted() ?? []

    @Test func `there are scripts to run`() {
        #expect(Self.names.count >= 10)
    }

    @Test(arguments: names)
    func `a session with the API follows its script`(_ name: String) async throws {
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        let settings = text.split(separator: "\n").filter { $0.hasPrefix("#set ") }.map { line in
            line.dropFirst(5).split(separator: "=", maxSplits: 1).map(String.init)
        }
        let texts = Dictionary(uniqueKeysWithValues: settings.map { ($0[0], $0[1]) })
        try await TestApp.with(texts) { test in
            var script = try HTTPScript(test)
            try await script.run(text)
        }
    }
}
