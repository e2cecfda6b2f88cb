import Foundation
import KeyFiles
import Testing
import VerifyCore

@Suite struct DevelopmentKeysTests {
    private static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Keys/dev").standardizedFileURL.path

    @Test func `the repository's keys open for development and are refused in production`() throws {
        let path = Self.path
        let allowed = KeyDirectory(path: path, kek: .inDirectory, allowsDevelopmentKeys: true)
        #expect(try allowed.load().activeCodeKey?.id == 10)
        #expect(try allowed.logProblems().isEmpty)
        #expect(throws: KeyDirectoryError.developmentKeys(path: path)) {
            try KeyDirectory(path: path, kek: .inDirectory).load()
        }
    }
}
