import Registry
import Web

/// Where the house stands and what it opens.
extension Setting<String> {
    static var database: Self {
        .init("database", .text, "", "The database: `sqlite:PATH` or `postgres://…`.")
    }
    static var databasePasswordFile: Self {
        .init(
            "database-password-file",
            .text,
            "",
            "The file with the password for PostgreSQL; without it, systemd's credential `database-password`."
        )
    }
    static var replica: Self {
        .init(
            "replica",
            .text,
            "",
            "A PostgreSQL that follows the database, `postgres://…`: it answers checks without a second datum."
        )
    }
    static var keys: Self {
        .init("keys", .text, "", "The directory of the keyring.")
    }
    static var keyEncryptionKey: Self {
        .init(
            "key-encryption-key",
            .text,
            "",
            "The file with the key-encryption key; without it, `kek` in the directory of the keys."
        )
    }
    static var publicURL: Self {
        .init(
            "public-url",
            .origin,
            "",
            "The address that people and QR codes use, without a path: `https://sehat.example.ir`."
        )
    }
    static var environment: Self {
        .init(
            "environment",
            .word(of: "production", "development"),
            "production",
            "`development` accepts the development keys of the repository; production refuses them."
        )
    }
    static var logLevel: Self {
        .init(
            "log.level",
            .word(of: "debug", "info", "notice", "warning", "error"),
            "info",
            "The least level that is logged."
        )
    }
}

extension Setting<Endpoint> {
    static var listen: Self {
        .init("listen", .endpoint, "127.0.0.1:8080", "Where the pages and the API listen.")
    }
    static var metricsListen: Self {
        .init(
            "metrics-listen",
            .endpoint,
            "127.0.0.1:9464",
            "Where `/metrics` listens; never a public address. Set `metrics` to `off` for none."
        )
    }
}

extension Setting<Bool> {
    static var metrics: Self { .init("metrics", .onOff, "on", "Whether `/metrics` is served.") }
    static var logRequests: Self {
        .init("log.requests", .onOff, "on", "Whether every request leaves a line in the log.")
    }
    static var rateLimits: Self {
        .init(
            "rate-limits",
            .onOff,
            "on",
            "`off` switches every rate limit off, for a bench; the lock-out in the database stays."
        )
    }
}

extension Setting<[AddressRange]> {
    static var trustedProxies: Self {
        .init(
            "trusted-proxies",
            .ranges,
            "",
            "Proxies whose `X-Forwarded-For` is believed, as addresses or ranges separated by commas."
        )
    }
}

/// Limits of size and number.
extension Setting<Int> {
    static var bodyLimit: Self {
        .init(
            "limits.body",
            .bytes(256...(1 << 30)),
            "64KiB",
            "The largest body of a JSON or form request."
        )
    }
    static var uploadLimit: Self {
        .init(
            "limits.upload",
            .bytes(1024...BulkJobLimits.bytes),
            "64MiB",
            "The largest body of an upload of graduates or a batch of codes."
        )
    }
    static var headerLimit: Self {
        .init("limits.headers", .bytes(1024...(1 << 20)), "16KiB", "The largest head of a request.")
    }
    static var headerCount: Self {
        .init(
            "limits.header-count",
            .count(8...10_000),
            "100",
            "The most header fields of a request."
        )
    }
    static var connections: Self {
        .init(
            "limits.connections",
            .count(16...1_000_000),
            "8192",
            "The most open connections; from three quarters on, idle ones are closed after 2 s."
        )
    }
    static var connectionsPerNetwork: Self {
        .init(
            "limits.connections-per-network",
            .count(0...1_000_000),
            "0",
            "The most open connections of one network (trusted proxies excepted); 0 for no such limit."
        )
    }
    static var bodyRate: Self {
        .init(
            "limits.body-rate",
            .bytes(0...(1 << 30)),
            "1KiB",
            "The bytes a second that a body must bring on the average, after ten seconds of grace."
        )
    }
    static var databaseConnections: Self {
        .init(
            "database-connections",
            .count(1...1000),
            "16",
            "Connections to PostgreSQL for reading, and as many for writing."
        )
    }
    static var workers: Self {
        .init("workers", .count(0...64), "1", "Uploads and batches that are worked on at once.")
    }
}

/// Limits of time.
extension Setting<Duration> {
    static var headerTime: Self {
        .init(
            "limits.header-time",
            .duration(.milliseconds(100) ... .seconds(600)),
            "10s",
            "The longest time from the first byte of a request to the end of its head."
        )
    }
    static var idleTime: Self {
        .init(
            "limits.idle-time",
            .duration(.seconds(1) ... .seconds(3600)),
            "60s",
            "The longest silence of a connection between requests, or of either side within one."
        )
    }
    static var drainDelay: Self {
        .init(
            "drain.delay",
            .duration(.zero ... .seconds(300)),
            "3s",
            "How long requests are still taken after SIGTERM, while `/readyz` says 503."
        )
    }
    static var drainLimit: Self {
        .init(
            "drain.limit",
            .duration(.seconds(1) ... .seconds(3600)),
            "30s",
            "How long running requests may take to finish after that."
        )
    }
    static var replicaBound: Self {
        .init(
            "replica-bound",
            .duration(.seconds(2) ... .seconds(3600)),
            "10s",
            "How far behind the replica may be and still answer; a revocation may go unseen for so long."
        )
    }
    static var keyWatch: Self {
        .init(
            "keys-watch",
            .duration(.milliseconds(100) ... .seconds(60)),
            "2s",
            "How often the directory of the keys is looked at; SIGHUP looks at once."
        )
    }
    static var idempotencyAge: Self {
        .init(
            "idempotency-age",
            .duration(.seconds(86_400) ... .seconds(2_592_000)),
            "48h",
            "How long the answer to an `Idempotency-Key` is kept; at least 24 h."
        )
    }
}

/// Rates, each with the number a minute and the number that may come at once.
extension Setting<Int> {
    private static func rate(_ name: String, _ standard: String, _ meaning: String) -> Self {
        .init("rates.\(name)", .count(1...100_000_000), standard, meaning)
    }

    static var verificationRate: Self {
        rate(
            "verifications",
            "6000",
            "Checks a minute of one network (an IPv4 address or an IPv6 /64)."
        )
    }
    static var verificationBurst: Self {
        rate("verifications-burst", "3000", "Checks that one network may make at once.")
    }
    static var missCost: Self {
        rate("not-found-cost", "50", "How many checks one counts for that finds nothing.")
    }
    static var keyRate: Self {
        rate("key-requests", "60000", "Requests a minute with one API key.")
    }
    static var keyBurst: Self {
        rate("key-requests-burst", "20000", "Requests that may come at once with one API key.")
    }
    static var recordRate: Self {
        rate("records", "200000", "Records a minute in the files that come with one API key.")
    }
    static var recordBurst: Self {
        rate(
            "records-burst",
            "2000000",
            "Records that may come at once with one API key: two files of the largest number."
        )
    }
    static var wrongKeyRate: Self {
        rate("wrong-keys", "30", "Wrong API keys a minute of one network.")
    }
    static var wrongKeyBurst: Self {
        rate("wrong-keys-burst", "60", "Wrong API keys that may come at once from one network.")
    }
    static var reportRate: Self { rate("reports", "6", "Reports a minute of one network.") }
    static var reportBurst: Self {
        rate("reports-burst", "12", "Reports that may come at once from one network.")
    }
}
