import ArgumentParser
import Web

/// `verifyd serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve pages and API until SIGTERM.",
        discussion: SettingOptions.discussion
    )

    @OptionGroup var options: SettingOptions

    func run() async throws {
        do {
            let settings = try options.settings(strict: false)
            try await Startup(settings: settings, log: LogSetup(settings)).serve()
        } catch {
            throw StartupFailure(error).report()
        }
    }
}
