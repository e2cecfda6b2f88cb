import Accounts
import ArgumentParser
import Foundation
import KeyFiles
import Persian
import Store
import VerifyCore
import Web

/// `verifyd demo-people`: a person for each role of a demonstration, made by the calls that the pages make.
///
/// The development environment only: it prints passwords and secrets.
struct DemoPeople: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-people",
        abstract:
            "Make a person for each role of a demonstration and cases in every state, and print how each person signs in.",
        discussion: "In the development environment only; the database has no administrators yet."
    )

    @OptionGroup var options: SettingOptions

    @Flag(help: "Make cases in every state too; the service academic-confirmation must be on.")
    var cases = false

    func run() async throws {
        do {
            let settings = try options.settings(strict: false)
            guard settings[\.environment] == "development" else { throw NotDevelopment() }
            let keyring = LiveKeyring(try settings.keyDirectory().load())
            var opening = Database.Options()
            opening.creates = false
            let database = try Database(try settings.database(), options: opening)
            defer { database.close() }
            let now = LogSetup.now()
            // With cases the persons are there long before today, so that cases have a past.
            let days = cases ? Int64(DemoCases.days + 5) : 0
            let cast = try DemoCast(
                database,
                keyring,
                settings: settings.people(),
                at: now.adding(seconds: -days * 86_400)
            )
            for login in try await cast.make() { print(login.text) }
            guard cases else { return }
            let past = try DemoCases(
                cast,
                database,
                keyring,
                host: settings.value(\.publicURL),
                until: now
            )
            for line in try await past.make() { print(line) }
        } catch let error as NotDevelopment {
            throw ValidationError(error.description)
        } catch {
            throw StartupFailure(error).report()
        }
    }

    private struct NotDevelopment: Error, CustomStringConvertible {
        let description = "demo-people prints secrets: it runs with --environment development only"
    }
}

/// How one person of the demonstration signs in.
struct DemoLogin: Sendable {
    let role: String
    let number: String
    let password: String?
    let secret: String?
    let recoveryCodes: [String]

    /// Some lines for the terminal.
    var text: String {
        guard let password, let secret else {
            return "\(role): \(number) at /sign-in; the code is at /dev/messages"
        }
        return """
            \(role): \(number) at /sign-in/staff
              password       \(password)
              authenticator  \(secret)
              recovery       \(recoveryCodes.prefix(4).joined(separator: " "))
            """
    }
}
