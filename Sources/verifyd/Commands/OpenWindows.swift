import Foundation
import Registry
import Store
import VerifyCore
import Web

/// A warning of `config check` about institutions that may issue without an end of their access window.
struct OpenWindows {
    private let settings: Settings

    /// The most institutions that are named.
    private static let named = 20

    init(_ settings: Settings) {
        self.settings = settings
    }

    /// Writes the warning to standard error; a note where the database cannot be read.
    func report() async {
        do {
            let (count, codes) = try await find()
            guard count > 0 else { return }
            let more = count > codes.count ? ", … (\(count) in all)" : ""
            Self.write(
                """
                warning: institutions that issue without an end: \(codes.joined(separator: ", "))\(more)
                hint: verify-cli institutions window CODE --until DATE sets an end
                """
            )
        } catch {
            let reason = StartupFailure(error).sentences.joined(separator: "; ")
            Self.write("note: the database was not read: \(reason)")
        }
    }

    private func find() async throws -> (count: Int, codes: [String]) {
        var options = Database.Options()
        options.creates = false
        let database = try Database(try settings.database(), options: options)
        defer { database.close() }
        let registry = Registry(
            database: database,
            keyring: LiveKeyring(Keyring()),
            host: ""
        )
        return (
            try await registry.institutionsWithoutEnd(),
            try await registry.codesWithoutEnd(limit: Self.named)
        )
    }

    private static func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
    }
}
