import Foundation
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

@Suite struct ProblemPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/api.md")

    @Test(arguments: Problem.Code.allCases)
    func `docs/api.md lists every problem`(_ code: Problem.Code) throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(text.contains("`\(code.rawValue)`"))
    }

    @Test(arguments: FieldProblem.Word.allCases)
    func `docs/api.md lists every word about a field`(
        _ word: FieldProblem.Word
    ) throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(text.contains("`\(word.rawValue)`"))
    }
}
