package import Accounts
package import Casework
package import Persian
package import Registry
import Store
package import VerifyCore

/// What routes and pages stand on: the domain below, the edge around it, and what connects the two.
package struct App: Sendable {
    /// The modules below HTTP: the register, the accounts and the keys.
    package let domain: Domain
    /// The HTTP side of the daemon: its limits, metrics, clock and log.
    package let edge: Edge
    /// Charges the rate limits of clients.
    package let limiter: RateLimiter
    /// Finds the principal of a request.
    package let authentication: Authentication
    /// Checks codes and tokens for clients.
    package let verifications: Verifications
    /// Runs a request with an `Idempotency-Key` only once.
    package let idempotentRequests: IdempotentRequests
    /// What the senders of batches have paid before their codes are looked up.
    package let batchPayments: BatchPayments
    /// Receives the files of uploads and batches.
    package let bulkUploads: BulkUploads
    /// The cookies of people.
    package let cookies: AccessCookies
    /// Turns errors into problems and reports those of the server.
    package let errors: ErrorReporter

    /// Connects the domain with the edge.
    package init(domain: Domain, edge: Edge) {
        self.domain = domain
        self.edge = edge
        limiter = RateLimiter(limits: edge.limits, metrics: edge.metrics)
        authentication = Authentication(accounts: domain.accounts, limiter: limiter)
        verifications = Verifications(domain: domain, limiter: limiter, edge: edge)
        idempotentRequests = IdempotentRequests(keys: domain.idempotencyKeys, now: edge.now)
        batchPayments = BatchPayments(
            limiter: limiter,
            notFoundCost: edge.bounds.notFoundCost
        )
        bulkUploads = BulkUploads(
            domain: domain,
            limiter: limiter,
            idempotentRequests: idempotentRequests,
            now: edge.now
        )
        cookies = AccessCookies(
            publicURL: edge.publicURL,
            isDevelopment: edge.isDevelopment
        )
        errors = ErrorReporter(logger: edge.logger, metrics: domain.metrics)
    }
}

extension App {
    /// Every metric, as Prometheus text.
    package var metricsText: String {
        edge.metrics.rateLimitKeys.set(edge.limits.remembered)
        return PrometheusText.of(
            edge.metrics,
            domain.metrics,
            domain.messageMetrics,
            domain.feedMetrics
        )
    }
}

extension App.Domain {
    /// The persons.
    package var people: People { signIn.people }

    /// The reader of the audit trail.
    package var auditTrail: AuditTrail {
        AuditTrail(database: registry.database, keyring: keyring)
    }

    /// Writes a row of the audit trail about a view of a page, in a separate transaction.
    package func record(
        _ action: String,
        on object: AuditObject,
        by actor: AuditActor,
        detail: String,
        at now: Timestamp
    ) async throws {
        try await registry.database.write { connection in
            try roles.audit.record(
                action,
                on: object,
                by: actor,
                detail: detail,
                at: now,
                in: connection
            )
        }
    }
}

extension App {
    /// The modules below HTTP, on one database with one keyring.
    package struct Domain: Sendable {
        package let registry: Registry
        package let accounts: Accounts
        /// Persons, their credentials and sessions.
        package let signIn: SignIn
        /// Organisations, and who does what in their name.
        package let roles: Roles
        /// The engine of cases.
        package let cases: Cases
        /// What pages show of services, and the engine does not know.
        package let ports: CasePorts
        package let idempotencyKeys: IdempotencyKeys
        package let keyring: LiveKeyring
        /// The messages of all modules, which a worker sends.
        package let outbox: Outbox
        /// The messages that the development environment shows instead of sending; nil in any other.
        package let developmentMessages: DevelopmentMessages?
        /// The metrics of messages.
        package let messageMetrics = MessageMetrics()
        /// The metrics of the feed and of webhooks.
        package let feedMetrics = FeedMetrics()
        /// Wakes the workers when a bulk job is ready for them.
        package let jobs = JobSignal()
        /// Names this run of the daemon in the database.
        package let instance: String
        /// The metrics of checks, alarms and keys.
        package let metrics: DomainMetrics
        /// Counts wrong tags of all networks together.
        package let wrongTagAlarm: WrongTagAlarm

        /// The receivers of the feed.
        package var webhooks: Webhooks {
            Webhooks(database: registry.database, keyring: keyring)
        }

        /// The files that people upload.
        package var documents: Documents {
            Documents(database: registry.database, keyring: keyring, alarm: metrics.sealAlarm)
        }

        package init(
            registry: Registry,
            accounts: Accounts,
            roles: Roles,
            cases: Cases,
            ports: CasePorts,
            idempotencyKeys: IdempotencyKeys,
            keyring: LiveKeyring,
            outbox: Outbox,
            developmentMessages: DevelopmentMessages? = nil,
            instance: String,
            metrics: DomainMetrics,
            wrongTagAlarm: WrongTagAlarm
        ) {
            self.registry = registry
            self.accounts = accounts
            self.roles = roles
            self.cases = cases
            self.ports = ports
            signIn = roles.signIn
            self.idempotencyKeys = idempotencyKeys
            self.keyring = keyring
            self.outbox = outbox
            self.developmentMessages = developmentMessages
            self.instance = instance
            self.metrics = metrics
            self.wrongTagAlarm = wrongTagAlarm
        }
    }
}
