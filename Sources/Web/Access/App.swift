package import Accounts
package import Registry
package import VerifyCore

/// What routes and pages stand on: the domain below, the edge around it, and what connects the two.
package struct App: Sendable {
    package let domain: Domain
    package let edge: Edge
    package let limiter: RateLimiter
    package let authentication: Authentication
    package let verifications: Verifications
    package let idempotentRequests: IdempotentRequests
    package let bulkUploads: BulkUploads
    package let errors: ErrorReporter

    package init(domain: Domain, edge: Edge) {
        self.domain = domain
        self.edge = edge
        limiter = RateLimiter(limits: edge.limits, metrics: edge.metrics)
        authentication = Authentication(accounts: domain.accounts, limiter: limiter)
        verifications = Verifications(domain: domain, limiter: limiter, edge: edge)
        idempotentRequests = IdempotentRequests(keys: domain.idempotencyKeys, now: edge.now)
        bulkUploads = BulkUploads(
            domain: domain,
            limiter: limiter,
            idempotentRequests: idempotentRequests,
            now: edge.now
        )
        errors = ErrorReporter(logger: edge.logger, metrics: domain.metrics)
    }
}

extension App {
    /// Every metric, as Prometheus text.
    package var metricsText: String {
        edge.metrics.rateLimitKeys.set(edge.limits.remembered)
        return PrometheusText.of(edge.metrics, domain.metrics)
    }
}

extension App {
    /// The modules below HTTP, on one database with one keyring.
    package struct Domain: Sendable {
        package let registry: Registry
        package let accounts: Accounts
        package let idempotencyKeys: IdempotencyKeys
        package let keyring: LiveKeyring
        /// Wakes the workers when a bulk job is ready for them.
        package let jobs = JobSignal()
        /// Names this run of the daemon in the database.
        package let instance: String
        package let metrics: DomainMetrics

        package init(
            registry: Registry,
            accounts: Accounts,
            idempotencyKeys: IdempotencyKeys,
            keyring: LiveKeyring,
            instance: String,
            metrics: DomainMetrics
        ) {
            self.registry = registry
            self.accounts = accounts
            self.idempotencyKeys = idempotencyKeys
            self.keyring = keyring
            self.instance = instance
            self.metrics = metrics
        }
    }
}
