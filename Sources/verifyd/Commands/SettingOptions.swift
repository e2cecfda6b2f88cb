import ArgumentParser
import Foundation
import Web

/// The flags that `serve` and `config check` share: the usual settings by name, any other by `--set`.
struct SettingOptions: ParsableArguments {
    @Option(help: "The database: sqlite:PATH or postgres://…")
    var database: String?

    @Option(help: "A PostgreSQL replica that answers checks: postgres://…")
    var replica: String?

    @Option(help: "The directory of the keyring.")
    var keys: String?

    @Option(help: "The file with the key-encryption key.")
    var keyEncryptionKey: String?

    @Option(help: "The address of pages and API, ADDRESS:PORT.")
    var listen: String?

    @Option(help: "The address of /metrics, ADDRESS:PORT.")
    var metricsListen: String?

    @Option(name: .customLong("public-url"), help: "The public address, in links and QR codes.")
    var publicURL: String?

    @Option(help: "production or development.")
    var environment: String?

    @Option(help: "Proxies whose X-Forwarded-For is trusted.")
    var trustedProxies: String?

    @Option(help: "on, or off for benchmarks.")
    var rateLimits: String?

    @Option(help: "A JSON file of settings.")
    var config: String?

    @Option(
        name: .customLong("set"),
        help: .init("Any setting of the table below.", valueName: "name=value")
    )
    var others: [String] = []

    /// Returns the settings, read from flags, environment, credentials and file, in this order.
    ///
    /// When `strict`, a variable of the environment that looks like a setting and is none is a fault.
    func settings(strict: Bool) throws(Settings.Faults) -> Settings {
        let variables = ProcessInfo.processInfo.environment
        var sources = [
            flags,
            SettingSource.environment(variables, table: SettingTable.rows, strict: strict),
            SettingSource.credentials(
                variables["CREDENTIALS_DIRECTORY"],
                table: SettingTable.rows
            ),
        ]
        if let path = config ?? variables["SEHAT_CONFIG"] { sources.append(.file(path)) }
        return try Settings(sources)
    }

    private var flags: SettingSource {
        var texts: [String: String] = [:]
        var faults: [Settings.Fault] = []
        for other in others {
            let parts = other.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 {
                texts[String(parts[0])] = String(parts[1])
            } else {
                faults.append(.malformed(name: other, origin: "--set", expected: "NAME=VALUE"))
            }
        }
        let named: [(String, String?)] = [
            ("database", database), ("replica", replica), ("keys", keys),
            ("key-encryption-key", keyEncryptionKey),
            ("listen", listen), ("metrics-listen", metricsListen), ("public-url", publicURL),
            ("environment", environment), ("trusted-proxies", trustedProxies),
            ("rate-limits", rateLimits),
        ]
        for (name, text) in named { texts[name] = text ?? texts[name] }
        return SettingSource(origin: "the command line", texts: texts, faults: faults)
    }

    /// The table of settings, as `--help` shows it.
    static var discussion: String {
        let rows = SettingTable.rows.map { row in
            let standard = row.standard.isEmpty ? "" : " (\(row.standard))"
            return "  \(row.name)=\(row.word)\(standard)\n      \(row.meaning)"
        }
        return """
            A setting is taken from the command line, else from the environment (SEHAT_ and its name in \
            capitals, with _ for . and -), else from a systemd credential of its name, else from the \
            JSON file of --config, else it is the default in brackets.

            SETTINGS
            \(rows.joined(separator: "\n"))

            EXAMPLES
              verifyd serve --database sqlite:sehat.db --keys keys --public-url http://127.0.0.1:8080
              verifyd serve --config /etc/sehat/verifyd.json --set limits.upload=256MiB
            """
    }
}
