import ArgumentParser
import Foundation
import Web

/// `verifyd config`.
struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check or list the settings without serving.",
        subcommands: [Check.self, Show.self]
    )

    /// `verifyd config check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Report every unknown, malformed and dangerous setting by name.",
            discussion: """
                Where the database can be read, it also names the institutions that may issue without an \
                end of their access window.

                EXAMPLES
                  verifyd config check --config /etc/sehat/verifyd.json
                """
        )

        @OptionGroup var options: SettingOptions

        func run() async throws {
            do {
                let settings = try options.settings(strict: true)
                try settings.requireServable()
                _ = (try settings.database(), try settings.replica())
                try settings.requireSafe()
                for hazard in try settings.hazards() {
                    Self.print("warning: \(hazard.setting): \(hazard.reason)")
                }
                await OpenWindows(settings).report()
                if let reason = try await settings.requireNewestKeys() {
                    Self.print("note: the keys were not compared with the database: \(reason)")
                }
                Swift.print("ok")
            } catch {
                throw StartupFailure(error).report()
            }
        }

        private static func print(_ line: String) {
            try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8))
        }
    }

    /// `verifyd config table`: the page of the documentation.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "table",
            abstract: "Print every setting as the table of docs/configuration.md.",
            discussion: """
                EXAMPLES
                  verifyd config table
                """
        )

        func run() async throws { print(SettingTable.markdown) }
    }
}
