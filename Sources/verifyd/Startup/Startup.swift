import Accounts
import Casework
import Foundation
import Hummingbird
import KeyFiles
import Logging
import Persian
import Registry
import ServiceLifecycle
import Store
import UnixSignals
import VerifyCore
import Web

/// Starts the daemon (keys, database, routes, listeners, workers) and stops it after SIGTERM.
struct Startup: Sendable {
    let settings: Settings
    let log: LogSetup

    /// Serves until a signal to stop and during the drain after it.
    ///
    /// - Throws: Why the daemon cannot start; `StartupFailure` describes it.
    func serve() async throws {
        ProcessMemory.keepPrivate()
        OpenFiles.raise()
        try settings.requireServable()
        try settings.requireSafe()
        for hazard in try settings.hazards() {
            log.logger.warning(
                "a setting is dangerous",
                metadata: ["setting": "\(hazard.setting)", "reason": "\(hazard.reason)"]
            )
        }
        let directory = try settings.keyDirectory()
        let app = try await app(keys: try directory.load())
        defer { close(app) }
        var configuration = ServiceGroupConfiguration(
            services: try services(app, directory).map { service in
                // When a listener cannot be bound, the services that started before it stop in order.
                .init(
                    service: service,
                    failureTerminationBehavior: .gracefullyShutdownGroup,
                    serviceName: "\(type(of: service))"
                )
            },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: log.logger
        )
        configuration.maximumGracefulShutdownDuration =
            try settings.value(\.drainDelay)
            + settings.value(\.drainLimit)
        try await ServiceGroup(configuration: configuration).run()
    }

    /// Closes the database, so that it consists of one file, and logs the end.
    private func close(_ app: App) {
        app.domain.registry.database.close()
        log.logger.notice("stopped")
        log.sink.flush()
    }

    /// Logs a warning when a third party could read the traffic to a database.
    private func warn(about location: DatabaseLocation?) {
        guard location?.isExposed ?? false else { return }
        log.logger.warning(
            "the connection to the database is not authenticated: use sslmode=verify-full"
        )
    }

    /// Logs a warning when this start upgraded a database whose rows have no seals: nothing is issued until they do.
    private func warnAboutEarlierRows(in database: Database) async throws {
        let rows = try await Registry.countEarlierRows(in: database)
        guard !rows.isEmpty else { return }
        log.logger.warning(
            "rows of an earlier version have no seal: run verify-cli db seal --keys DIR once",
            metadata: ["rows": "\(rows.values.reduce(0, +))"]
        )
    }

    /// Returns the app on an opened, migrated database.
    private func app(keys: Keyring) async throws -> App {
        let (location, replica) = (try settings.database(), try settings.replica())
        warn(about: location)
        warn(about: replica)
        var options = Database.Options()
        // A wrong path must not create an empty register.
        options.creates = false
        options.connections = try settings.value(\.databaseConnections)
        let database = try Database(location, options: options)
        // First what is there, since a planted trigger would run in a migration; what migrations add is their own.
        let migrations =
            Registry.migrations + Accounts.migrations + CaseworkTables.migrations
        try await database.requireSchema(of: migrations)
        let done = try await database.migrate(migrations)
        if done.contains(where: { $0.module == Registry.sealModule }) {
            try await warnAboutEarlierRows(in: database)
        }
        try await KeyringSerial(in: database).record(keys)
        let app = try App(
            settings,
            database: database,
            keyring: LiveKeyring(keys),
            replica: replica,
            logger: log.logger
        )
        let calendar = app.domain.cases.clocks.store
        if try await calendar.loadOfficialWhereNone(by: "verifyd", at: LogSetup.now()) {
            log.logger.notice("loaded the official calendar: none was there")
        }
        let releases = try await app.domain.cases.recordReleases(at: LogSetup.now())
        for version in releases.replaced {
            log.logger.notice("a service has changed", metadata: ["version": "\(version)"])
        }
        // With several daemons an unfinished request may be another's; then its lease must end by itself.
        if !location.isShared { try await app.domain.idempotencyKeys.clearFormer() }
        return app
    }
}

/// The services, in the order in which they start; they stop in reverse order.
extension Startup {
    private func services(
        _ app: App,
        _ directory: KeyDirectory
    ) throws -> [any ServiceLifecycle.Service] {
        var services: [any ServiceLifecycle.Service] = [
            LogFlush(sink: log.sink),
            Pruner(
                app: app,
                idempotencyAge: try settings.value(\.idempotencyAge)
            ),
            PeopleWorker(app: app),
            AccessReview(app: app),
            CaseWorker(app: app),
            CaseUpkeep(app: app),
            try feedWorker(app),
            KeyWatch(
                directory: directory,
                keyring: app.domain.keyring,
                interval: try settings.value(\.keyWatch),
                metrics: app.domain.metrics,
                logger: log.logger,
                serial: KeyringSerial(in: app.domain.registry.database)
            ),
        ]
        if let replica = app.domain.registry.replica {
            services.append(ReplicaWatch(app: app, replica: replica))
        }
        let workers = try settings.value(\.workers)
        if workers > 0 {
            services.append(JobRunner(app: app, workers: workers, name: app.domain.instance))
        }
        if let sending = try messageSending(app) { services.append(sending) }
        let listeners = Listeners()
        let hasMetrics = try settings.value(\.metrics)
        if hasMetrics { services.append(try metricsListener(app, listeners)) }
        services.append(try publicListener(app, listeners))
        services.append(
            ReadinessService(
                listeners: listeners,
                listenerCount: hasMetrics ? 2 : 1,
                readiness: app.edge.readiness,
                logger: log.logger,
                delay: try settings.value(\.drainDelay)
            )
        )
        return services
    }

    private func feedWorker(_ app: App) throws -> FeedWorker {
        FeedWorker(
            app: app,
            delivery: settings.webhookDelivery,
            workers: try settings.value(\.webhooks.workers),
            disableAfter: try settings.value(\.webhooks.disableAfter),
            retention: try settings.value(\.retention.feedAge)
        )
    }

    /// The senders of messages; nil where another daemon sends them.
    private func messageSending(_ app: App) throws -> MessageSending? {
        let workers = try settings.value(\.messages.workers)
        guard workers > 0 else { return nil }
        return MessageSending(
            app: app,
            senders: try settings.messageSenders(development: app.domain.developmentMessages),
            budgets: try settings.messageBudgets(),
            workers: workers,
            retention: try settings.value(\.retention.messageAge)
        )
    }

    private func publicListener(
        _ app: App,
        _ listeners: Listeners
    ) throws -> any ServiceLifecycle.Service {
        let limits = try settings.connectionLimits()
        let setting = SettingTable().listen
        return Listener(
            try RootResponder(app, log: log.requests),
            server: .limitedHTTP1(
                OpenConnections(limits, metrics: app.edge.metrics),
                earlyResponses: EarlyResponses(ids: app.edge.requestIDs),
                headerLimit: try settings.value(\.headerLimit),
                headerCount: try settings.value(\.headerCount)
            ),
            at: try settings.value(setting),
            of: setting.name,
            connections: .maximum(limits.connections, logger: log.logger),
            reportingTo: listeners,
            logger: quiet,
            now: app.edge.now
        )
    }

    private func metricsListener(
        _ app: App,
        _ listeners: Listeners
    ) throws -> any ServiceLifecycle.Service {
        let setting = SettingTable().metricsListen
        return Listener(
            MetricsRoutes(app: app).router().buildResponder(),
            at: try settings.value(setting),
            of: setting.name,
            connections: .maximum(64, logger: log.logger),
            reportingTo: listeners,
            logger: quiet,
            now: app.edge.now
        )
    }

    /// A logger for the library, whose lines could quote requests: warnings and errors only.
    private var quiet: Logger {
        var logger = log.logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}
