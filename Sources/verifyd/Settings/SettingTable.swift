import Registry
import Web

/// Every setting that exists: each property is a row, in the order in which the documentation lists them.
///
/// `--help`, `config check`, `docs/configuration.md` and the daemon itself read the same rows.
struct SettingTable: Sendable {
    // Where the data is.
    let database = Setting<String>(
        "database",
        .text,
        "",
        "The database: `sqlite:PATH` or `postgres://…`."
    )
    let databasePasswordFile = Setting<String>(
        "database-password-file",
        .text,
        "",
        "The file with the password for PostgreSQL; without it, systemd's credential `database-password`."
    )
    let databaseConnections = Setting<Int>(
        "database-connections",
        .count(1...1000),
        "16",
        "Connections to PostgreSQL for reading, and as many for writing."
    )
    let replica = Setting<String>(
        "replica",
        .text,
        "",
        "A PostgreSQL replica of the database, `postgres://…`: it answers checks without a second datum."
    )
    let replicaBound = Setting<Duration>(
        "replica-bound",
        .duration(.seconds(2) ... .seconds(3600)),
        "10s",
        "The longest delay at which the replica still answers; a revocation may be unseen for this time."
    )
    let keys = Setting<String>("keys", .text, "", "The directory of the keyring.")
    let keyEncryptionKey = Setting<String>(
        "key-encryption-key",
        .text,
        "",
        "The file with the key-encryption key; without it, `kek` in the directory of the keys."
    )

    // Where the daemon is reached.
    let publicURL = Setting<String>(
        "public-url",
        .origin,
        "",
        "The public address, in links and QR codes, without a path: `https://sehat.example.ir`."
    )
    let securityContact = Setting<String>(
        "security-contact",
        .mailAddress,
        "",
        "The e-mail address for reports of vulnerabilities; `/api/openapi.json` names it."
    )
    let listen = Setting<Endpoint>(
        "listen",
        .endpoint,
        "127.0.0.1:8080",
        "The address at which the pages and the API listen."
    )
    let metrics = Setting<Bool>("metrics", .onOff, "on", "Whether `/metrics` is served.")
    let metricsListen = Setting<Endpoint>(
        "metrics-listen",
        .endpoint,
        "127.0.0.1:9464",
        "The address at which `/metrics` listens; never a public one. Set `metrics` to `off` for none."
    )

    // How it runs.
    let environment = Setting<String>(
        "environment",
        .word(of: "production", "development"),
        "production",
        "`development` accepts the development keys of the repository; production refuses them."
    )
    let trustedProxies = Setting<[AddressRange]>(
        "trusted-proxies",
        .ranges,
        "",
        "Proxies whose `X-Forwarded-For` is trusted, as addresses or ranges separated by commas."
    )
    let logLevel = Setting<String>(
        "log.level",
        .word(of: "debug", "info", "notice", "warning", "error"),
        "info",
        "The lowest level that is logged."
    )
    let logRequests = Setting<Bool>(
        "log.requests",
        .onOff,
        "on",
        "Whether every request leaves a line in the log."
    )

    // Limits of size, number and time.
    let bodyLimit = Setting<Int>(
        "limits.body",
        .bytes(256...(1 << 30)),
        "64KiB",
        "The largest body of a JSON or form request."
    )
    let uploadLimit = Setting<Int>(
        "limits.upload",
        .bytes(1024...BulkJobLimits.bytes),
        "64MiB",
        "The largest body of an upload of graduates or a batch of codes."
    )
    let headerLimit = Setting<Int>(
        "limits.headers",
        .bytes(1024...(1 << 20)),
        "16KiB",
        "The largest head of a request."
    )
    let headerCount = Setting<Int>(
        "limits.header-count",
        .count(8...10_000),
        "100",
        "The most header fields of a request."
    )
    let connections = Setting<Int>(
        "limits.connections",
        .count(16...1_000_000),
        "8192",
        "The most open connections; from three quarters of it on, idle ones are closed after 2 s."
    )
    let connectionsPerNetwork = Setting<Int>(
        "limits.connections-per-network",
        .count(0...1_000_000),
        "512",
        "The most open connections of one network (trusted proxies excepted); 0 for no such limit."
    )
    let bodyRate = Setting<Int>(
        "limits.body-rate",
        .bytes(0...(1 << 30)),
        "1KiB",
        "The average bytes per second at which a body must arrive, after ten seconds of grace."
    )
    let headerTime = Setting<Duration>(
        "limits.header-time",
        .duration(.milliseconds(100) ... .seconds(600)),
        "10s",
        "The longest time from the first byte of a request to the end of its head."
    )
    let idleTime = Setting<Duration>(
        "limits.idle-time",
        .duration(.seconds(1) ... .seconds(3600)),
        "60s",
        "The longest silence of a connection between requests, or of either side during one."
    )

    /// Rate limits.
    let rates = RateSettings()
    /// Persons and sign-in.
    let people = PeopleSettingTable()
    let cases = CaseSettingTable()
    let support = SupportSettingTable()
    /// How long rows are kept.
    let retention = RetentionSettings()
    /// How e-mails and text messages leave.
    let messages = MessageSettings()
    /// How changes of cases reach the programs of organisations.
    let webhooks = WebhookSettings()

    // Work in the background.
    let workers = Setting<Int>(
        "workers",
        .count(0...64),
        "1",
        "Uploads and batches that are processed in parallel."
    )
    let idempotencyAge = Setting<Duration>(
        "idempotency-age",
        .duration(.seconds(86_400) ... .seconds(2_592_000)),
        "48h",
        "How long the response of an `Idempotency-Key` is kept; at least 24 h."
    )
    let keyWatch = Setting<Duration>(
        "keys-watch",
        .duration(.milliseconds(100) ... .seconds(60)),
        "2s",
        "How often the key directory is checked; SIGHUP checks it immediately."
    )
    let drainDelay = Setting<Duration>(
        "drain.delay",
        .duration(.zero ... .seconds(300)),
        "3s",
        "How long requests are still accepted after SIGTERM, while `/readyz` responds 503."
    )
    let drainLimit = Setting<Duration>(
        "drain.limit",
        .duration(.seconds(1) ... .seconds(3600)),
        "30s",
        "How long running requests may take to finish after that."
    )

    /// The rows, without the types of their values.
    static let rows = rows(in: Self())

    private static func rows(in table: Any) -> [any SettingRow] {
        Mirror(reflecting: table).children.flatMap { child in
            (child.value as? any SettingRow).map { [$0] } ?? rows(in: child.value)
        }
    }
}
