import Accounts
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

/// Opens the house: keys, database, routes, listeners, workers; and closes it after SIGTERM.
struct Startup: Sendable {
    let settings: Settings
    let log: LogSetup

    /// Serves until a signal to stop, and through the drain after it.
    func serve() async throws {
        OpenFiles.raise()
        try settings.requireServable()
        let directory = try keyDirectory()
        let app = try await app(keys: try directory.load())
        defer { close(app) }
        var configuration = ServiceGroupConfiguration(
            services: try services(app, directory).map { service in
                // What began before a listener could not be bound ends in order.
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
            try settings.value(Setting<Duration>.drainDelay)
            + settings.value(Setting<Duration>.drainLimit)
        try await ServiceGroup(configuration: configuration).run()
    }

    /// Closes the database, so that all of it is in its one file, and says that this is the end.
    private func close(_ app: App) {
        app.domain.registry.database.close()
        log.logger.notice("stopped")
        log.sink.flush()
    }

    private func keyDirectory() throws -> KeyDirectory {
        KeyDirectory(
            path: try settings.value(Setting<String>.keys),
            kek: KEKSource.found(
                file: settings[Setting<String>.keyEncryptionKey],
                environment: ProcessInfo.processInfo.environment
            ),
            allowsDevelopmentKeys: settings[Setting<String>.environment] == "development"
        )
    }

    /// Says when what goes to a database can be read on its way.
    private func warn(of location: DatabaseLocation?) {
        guard location?.isExposed ?? false else { return }
        log.logger.warning(
            "others may read what goes to the database, or answer for it: use sslmode=verify-full"
        )
    }

    /// The house on an opened, migrated database.
    private func app(keys: Keyring) async throws -> App {
        let (location, replica) = (try settings.database(), try settings.replica())
        warn(of: location)
        warn(of: replica)
        var options = Database.Options()
        // A wrong path must not begin an empty register.
        options.creates = false
        options.connections = try settings.value(Setting<Int>.databaseConnections)
        let database = try Database(location, options: options)
        try await database.migrate(Registry.migrations + Accounts.migrations)
        let app = try App(
            settings,
            database: database,
            keyring: LiveKeyring(keys),
            replica: replica,
            logger: log.logger
        )
        // Beside other daemons, what is unfinished may be theirs: then the leases end by themselves.
        if !location.isShared { try await app.domain.idempotencyKeys.clearFormer() }
        return app
    }
}

/// What runs in the house, in the order in which it is started; it is stopped from the end.
extension Startup {
    private func services(_ app: App, _ directory: KeyDirectory) throws -> [any Service] {
        var services: [any Service] = [
            LogFlush(sink: log.sink),
            Pruner(
                app: app,
                idempotencyAge: try settings.value(Setting<Duration>.idempotencyAge)
            ),
            KeyWatch(
                directory: directory,
                keyring: app.domain.keyring,
                interval: try settings.value(Setting<Duration>.keyWatch),
                metrics: app.edge.metrics,
                logger: log.logger
            ),
        ]
        if let replica = app.domain.registry.replica {
            services.append(ReplicaWatch(app: app, replica: replica))
        }
        let workers = try settings.value(Setting<Int>.workers)
        if workers > 0 {
            services.append(JobRunner(app: app, workers: workers, name: app.domain.instance))
        }
        let listeners = Listeners()
        let hasMetrics = try settings.value(Setting<Bool>.metrics)
        if hasMetrics { services.append(try metricsListener(app, listeners)) }
        services.append(try publicListener(app, listeners))
        services.append(
            ReadinessService(
                listeners: listeners,
                doors: hasMetrics ? 2 : 1,
                readiness: app.edge.readiness,
                logger: log.logger,
                delay: try settings.value(Setting<Duration>.drainDelay)
            )
        )
        return services
    }

    private func publicListener(_ app: App, _ listeners: Listeners) throws -> any Service {
        let limits = try settings.connectionLimits()
        let setting = Setting<Endpoint>.listen
        let endpoint = try settings.value(setting)
        let application = Application(
            responder: try RootResponder(app, log: log.requests),
            server: .guarded(
                OpenConnections(limits, metrics: app.edge.metrics),
                refusals: EarlyResponses(ids: app.edge.requestIDs),
                headerLimit: try settings.value(Setting<Int>.headerLimit),
                headerCount: try settings.value(Setting<Int>.headerCount)
            ),
            configuration: .init(
                address: endpoint.address,
                backlog: 1024,
                availableConnectionsDelegate: .maximum(limits.connections, logger: log.logger)
            ),
            onServerRunning: { listeners.report(setting.name, at: $0) },
            logger: quiet
        )
        return Listener(application: application, endpoint: endpoint, setting: setting.name)
    }

    private func metricsListener(_ app: App, _ listeners: Listeners) throws -> any Service {
        let setting = Setting<Endpoint>.metricsListen
        let endpoint = try settings.value(setting)
        let application = Application(
            router: MetricsRoutes(metrics: app.edge.metrics, limits: app.edge.limits).router(),
            configuration: .init(
                address: endpoint.address,
                availableConnectionsDelegate: .maximum(64, logger: log.logger)
            ),
            onServerRunning: { listeners.report(setting.name, at: $0) },
            logger: quiet
        )
        return Listener(application: application, endpoint: endpoint, setting: setting.name)
    }

    /// For the library, whose own lines could quote requests: only what is serious.
    private var quiet: Logger {
        var logger = log.logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}
