import Accounts
import Casework
import Logging
import Persian
import Registry
import Services
import Store
import VerifyCore
import Web

extension App {
    /// An app on a database, with a keyring, as the settings want it.
    ///
    /// `now` is the clock of every module below, `elapsed` that of the rate limits in nanoseconds.
    init(
        _ settings: Settings,
        database: Database,
        keyring: LiveKeyring,
        replica: DatabaseLocation? = nil,
        logger: Logger,
        now: @escaping @Sendable () -> Timestamp = LogSetup.now,
        elapsed: @escaping @Sendable () -> Int64 = RateLimits.sinceStart()
    ) throws(Settings.Faults) {
        let start = UInt64.random(in: .min ... .max)
        let edge = Edge(
            limits: RateLimits(
                try settings.rates(),
                factors: try settings.networkFactors(),
                clock: elapsed
            ),
            logger: logger,
            publicURL: try settings.value(\.publicURL),
            isDevelopment: settings[\.environment] == "development",
            securityContact: settings[\.securityContact],
            support: settings.support,
            bounds: try settings.bounds(),
            firstRequestID: start,
            now: now
        )
        let domain = try Domain(
            settings,
            database: database,
            keyring: keyring,
            replica: replica,
            instance: String(start, radix: 36),
            logger: logger,
            now: now
        )
        self.init(domain: domain, edge: edge)
    }
}

extension App.Domain {
    fileprivate init(
        _ settings: Settings,
        database: Database,
        keyring: LiveKeyring,
        replica: DatabaseLocation?,
        instance: String,
        logger: Logger,
        now: @escaping @Sendable () -> Timestamp
    ) throws(Settings.Faults) {
        let metrics = DomainMetrics()
        let alarm = WrongTagAlarm(
            threshold: try settings.value(\.rates.wrongTagAlarm),
            gauge: metrics.wrongTagsOfHour,
            logger: logger,
            now: now
        )
        var copy: Replica?
        if let replica {
            let options = try Database.Options.following(settings)
            copy = Replica(
                of: database,
                daemon: instance,
                bound: try settings.value(\.replicaBound).components.seconds,
                open: { try Database(replica, options: options) }
            )
        }
        let outbox = Outbox(database: database, keyring: keyring)
        let people = People(
            database: database,
            keyring: keyring,
            identityCheck: settings.identityCheck,
            messages: outbox.hook(now: now),
            settings: try settings.people(),
            alarm: metrics.peopleAlarm(logger)
        )
        let registry = Registry(
            database: database,
            keyring: keyring,
            host: try settings.value(\.publicURL),
            observer: metrics.registryObserver(alarm),
            replica: copy,
            retention: try settings.retention(),
            issued: { try people.announceDegree($0, in: $1) },
            awaited: { try people.announceDocument($0, in: $1) }
        )
        let cases = Services.cases(
            Roles(signIn: SignIn(people: people), alarm: metrics.sealAlarm),
            registry: registry,
            keyring: keyring,
            settings: try settings.cases(),
            outbox: outbox,
            alarm: metrics.sealAlarm
        )
        self.init(
            registry: registry,
            accounts: Accounts(database: database, keyring: keyring, alarm: metrics.sealAlarm),
            roles: Roles(
                signIn: SignIn(people: people),
                alarm: metrics.sealAlarm,
                ended: { try cases.cartables.endHolders(on: $0, at: $1, in: $2) }
            ),
            cases: cases,
            ports: Services.ports(cases.roles, registry: registry),
            idempotencyKeys: IdempotencyKeys(
                database: database,
                keyring: keyring,
                instance: instance
            ),
            keyring: keyring,
            outbox: outbox,
            developmentMessages: settings.developmentMessages(logger: logger),
            instance: instance,
            metrics: metrics,
            wrongTagAlarm: alarm
        )
    }
}

extension People {
    /// Stores the message to the holder of a degree that is issued in this transaction.
    fileprivate func announceDegree(
        _ record: DegreeRecord,
        in connection: Connection
    ) throws {
        guard let number = Graduate(record).personNumber else { return }
        try announceDegree(record.uuid.description, to: number, in: connection)
    }

    /// Stores the invitation of the holder of a document that was filed in this transaction.
    fileprivate func announceDocument(
        _ document: AwaitedDocument,
        in connection: Connection
    ) throws {
        guard let number = document.graduate.personNumber else { return }
        try announceDocument(
            document.key,
            until: document.until,
            to: number,
            in: connection
        )
    }
}

extension Graduate {
    /// The number as persons have it: that of a passport has its state apart; nil for a birth certificate.
    fileprivate var personNumber: IDNumber? {
        idKind.recordKind.flatMap { try? IDNumber($0, country: idCountry, typed: idNumber) }
    }
}

extension Database.Options {
    /// For a replica: the primary answers what the replica does not answer immediately.
    fileprivate static func following(
        _ settings: Settings
    ) throws(Settings.Faults) -> Database.Options {
        var options = Database.Options()
        options.creates = false
        options.takesStandby = true
        options.patience = .zero
        options.connections = try settings.value(\.databaseConnections)
        return options
    }
}

extension Settings {
    /// Returns the page of messages for channels without a sender, in the development environment only.
    ///
    /// A developer also reads them in the log; no other environment logs a recipient or a text.
    fileprivate func developmentMessages(logger: Logger) -> DevelopmentMessages? {
        guard self[\.environment] == "development", !channelsWithoutSender.isEmpty else {
            return nil
        }
        return DevelopmentMessages(channels: channelsWithoutSender) { message in
            logger.notice(
                "a message of the development environment",
                metadata: ["recipient": "\(message.recipient)", "text": "\(message.text)"]
            )
        }
    }
}
