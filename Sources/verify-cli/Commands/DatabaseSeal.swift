import ArgumentParser
import Registry
import VerifyCore

/// `verify-cli db seal`: seals on rows that have none, or one of a former data key.
struct DatabaseSeal: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Seal the rows of an earlier version; renew the seals of a former data key.",
        discussion: """
            Run it once after the upgrade from a version without these seals: it trusts the rows that have none \
            as they are, except where something that was sealed before contradicts them. Run it again after a \
            rotation of the data key and before the former key is retired: a seal that is right is renewed under \
            the active key. A seal that is wrong stays as it is, and db check names it. Exits with 1 when \
            something could not be sealed.
            """
    )
    static let examples = [Example("verify-cli db seal --database sqlite:D --keys K")]

    @OptionGroup var consent: ConsentOption
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let client = try local.registry()
        defer { client.close() }
        let earlier = try await Registry.countEarlierRows(in: client.registry.database)
        if !earlier.isEmpty {
            try Prompt.confirm(
                "Trust these rows as they are, and seal them: \(Self.list(earlier))?",
                yes: consent.yes
            )
        }
        let progress = Progress("sealing")
        let total = earlier["degree"]
        let done = try await client.registry.sealEarlierRows { progress.update($0, of: total) }
        progress.finish()
        let trusted = done.trusted.sorted { $0.key < $1.key }
        console.answer([
            "ok": .bool(done.problems.isEmpty),
            "sealed": .object(trusted.map { JSON.Member($0.key, JSON($0.value)) }),
            "renewed": JSON(done.renewed),
            "problems": .array(done.problems.map(JSON.string)),
        ]) {
            console.answer(done.problems)
            console.answer(
                trusted.isEmpty && done.renewed == 0
                    ? "nothing to do, every row has its seal"
                    : [
                        trusted.isEmpty ? nil : "sealed: \(Self.list(done.trusted))",
                        done.renewed > 0 ? "\(done.renewed.counted("seal")) renewed" : nil,
                    ].compactMap(\.self).joined(separator: "; ")
            )
        }
        if !done.problems.isEmpty { throw Exit.notValid.code }
    }

    private static func list(_ rows: [String: Int]) -> String {
        rows.sorted { $0.key < $1.key }.map { "\($0.value.grouped) of \($0.key)" }
            .joined(separator: ", ")
    }
}
