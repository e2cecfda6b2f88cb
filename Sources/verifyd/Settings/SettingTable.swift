import Web

/// Every setting there is, in the order in which the documentation lists them.
enum SettingTable {
    static let rows: [any SettingRow] = [
        Setting.database, Setting.databasePasswordFile, Setting<Int>.databaseConnections,
        Setting.replica, Setting<Duration>.replicaBound, Setting.keys, Setting.keyEncryptionKey,
        Setting.publicURL,
        Setting<Endpoint>.listen, Setting<Bool>.metrics, Setting<Endpoint>.metricsListen,
        Setting.environment, Setting<[AddressRange]>.trustedProxies,
        Setting.logLevel, Setting<Bool>.logRequests,
        Setting<Int>.bodyLimit, Setting<Int>.uploadLimit, Setting<Int>.headerLimit,
        Setting<Int>.headerCount, Setting<Int>.connections, Setting<Int>.connectionsPerNetwork,
        Setting<Int>.bodyRate, Setting<Duration>.headerTime, Setting<Duration>.idleTime,
        Setting<Bool>.rateLimits,
        Setting<Int>.verificationRate, Setting<Int>.verificationBurst, Setting<Int>.missCost,
        Setting<Int>.keyRate, Setting<Int>.keyBurst,
        Setting<Int>.recordRate, Setting<Int>.recordBurst,
        Setting<Int>.wrongKeyRate, Setting<Int>.wrongKeyBurst,
        Setting<Int>.reportRate, Setting<Int>.reportBurst,
        Setting<Int>.workers, Setting<Duration>.idempotencyAge, Setting<Duration>.keyWatch,
        Setting<Duration>.drainDelay, Setting<Duration>.drainLimit,
    ]
}

extension SettingTable {
    /// The rows as a table of Markdown.
    static var markdown: String {
        let lines = rows.map { row in
            let standard = row.standard.isEmpty ? "" : "`\(row.standard)`"
            let word = row.word.replacing("|", with: "\\|")
            return "| `\(row.name)` | \(word) | \(standard) | \(row.meaning) |"
        }
        return (["| setting | value | default | |", "|---|---|---|---|"] + lines).joined(
            separator: "\n"
        )
    }
}
