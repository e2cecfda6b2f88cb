import Accounts
import HTTPTypes
import Hummingbird
import Logging
import Persian
import Registry
import Store
import VerifyCore

/// All that the routes stand on: the rooms below, what the operator has set, and the house's own memory.
struct House: Sendable {
    let registry: Registry
    let accounts: Accounts
    let idempotency: IdempotencyKeys
    let keyring: LiveKeyring
    let settings: Settings
    let limits: RateLimits
    let metrics: Metrics
    let readiness: Readiness
    let logger: Logger
    /// The address that people use, without a slash at its end.
    let publicURL: String
    /// The clock; nothing below the programs has one.
    let now: @Sendable () -> Timestamp
    /// The OpenAPI document.
    let openAPI: [UInt8]
    /// Wakes whoever works on uploads and batches.
    let work: JobSignal
    let ids: RequestIDs
    let moment: TimestampCache
    /// Names this run of the daemon in the database.
    let instance: String
    let missingKeys = MissingKeys()
    /// What is read from the settings once, because every request needs it.
    let bounds: Bounds

    /// Limits and proxies, read from the settings once.
    struct Bounds: Sendable {
        let body: Int
        let upload: Int
        let missCost: Int
        let proxies: [AddressRange]

        init(_ settings: Settings) throws(Settings.Faults) {
            body = try settings.value(Setting<Int>.bodyLimit)
            upload = try settings.value(Setting<Int>.uploadLimit)
            missCost = try settings.value(Setting<Int>.missCost)
            proxies = settings[Setting<[AddressRange]>.trustedProxies] ?? []
        }
    }
}

extension House {
    /// A house on a database, with these keys.
    init(
        _ settings: Settings,
        database: Database,
        keyring: LiveKeyring,
        replica: DatabaseLocation? = nil,
        logger: Logger,
        now: @escaping @Sendable () -> Timestamp = LogSetup.now
    ) throws(Settings.Faults) {
        let metrics = Metrics()
        let publicURL = try settings.value(Setting<String>.publicURL)
        let start = UInt64.random(in: .min ... .max)
        let instance = String(start, radix: 36)
        var copy: Replica?
        if let replica {
            let options = try Database.Options.following(settings)
            copy = Replica(
                of: database,
                daemon: instance,
                bound: try settings.value(Setting<Duration>.replicaBound).components.seconds,
                open: { try Database(replica, options: options) }
            )
        }
        self.init(
            registry: Registry(
                database: database,
                keyring: keyring,
                host: publicURL,
                observer: metrics.registryObserver,
                replica: copy
            ),
            accounts: Accounts(
                database: database,
                keyring: keyring,
                alarm: metrics.sealAlarm
            ),
            idempotency: IdempotencyKeys(
                database: database,
                keyring: keyring,
                instance: instance
            ),
            keyring: keyring,
            settings: settings,
            limits: RateLimits(try settings.rates()),
            metrics: metrics,
            readiness: Readiness(metrics),
            logger: logger,
            publicURL: publicURL,
            now: now,
            openAPI: OpenAPI.document(server: publicURL).encoded(),
            work: JobSignal(),
            ids: RequestIDs(startingAt: start),
            moment: TimestampCache(),
            instance: instance,
            bounds: try Bounds(settings)
        )
    }

    /// The context with what the request says of its visitor.
    func admitted(_ context: AppRequestContext, with request: Request) -> AppRequestContext {
        var context = context
        context.requestID = ids.next()
        (context.now, context.nowText) = moment.text(of: now())
        context.language = Language(accepting: request.headers[.acceptLanguage])
        if !bounds.proxies.isEmpty, bounds.proxies.contains(where: { $0.contains(context.peer) }),
            let client = forwarded(request)
        {
            context.network = Network(client)
        }
        return context
    }

    /// The last address in `X-Forwarded-For` that no trusted proxy has: whoever came to the first of
    /// ours.
    ///
    /// What stands before it could have been written by anybody.
    private func forwarded(_ request: Request) -> Address? {
        guard let name = HTTPField.Name.forwardedFor else { return nil }
        let entries = request.headers[values: name].flatMap { $0.split(separator: ",") }
        for entry in entries.reversed().prefix(16) {
            guard let address = Address(parsing: entry) else { return nil }
            if !bounds.proxies.contains(where: { $0.contains(address) }) { return address }
        }
        return nil
    }

    /// Leaves an error of a request in the log.
    func report(_ error: any Error, _ problem: Problem, _ context: AppRequestContext) {
        report(
            "a request failed",
            error,
            [
                "request_id": "\(context.requestID)",
                "route": "\(context.endpointPath ?? "none")",
                "problem": "\(problem.code.rawValue)",
            ]
        )
    }

    /// Leaves an error in the log, and a key that was missing in the metrics.
    func report(_ message: Logger.Message, _ error: any Error, _ more: Logger.Metadata = [:]) {
        if let missing = error as? MissingKey { metrics.missed(missing) }
        logger.error(
            message,
            metadata: Logger.Metadata(describing: error).merging(more) { _, own in own }
        )
    }
}

extension Database.Options {
    /// For a replica: what it does not answer at once the primary does.
    fileprivate static func following(
        _ settings: Settings
    ) throws(Settings.Faults) -> Database.Options {
        var options = Database.Options()
        options.creates = false
        options.takesStandby = true
        options.patience = .zero
        options.connections = try settings.value(Setting<Int>.databaseConnections)
        return options
    }
}
