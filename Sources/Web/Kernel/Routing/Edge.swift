import HTTPTypes
import Hummingbird
package import Logging
package import Persian

/// What the HTTP side of one daemon consists of, without any part of the domain.
///
/// One value for the life of the process; it is passed to whatever answers requests.
package struct Edge: Sendable {
    /// The rate limits and the use that each client has made of them.
    package let limits: RateLimits
    /// The metrics of HTTP.
    package let metrics = EdgeMetrics()
    /// Whether new requests should be sent to this daemon.
    package let readiness: Readiness
    /// The log of the daemon.
    package let logger: Logger
    /// The public origin, in links and QR codes, without a trailing slash.
    package let publicURL: String
    /// Whether this is the development environment, in which keys are public and messages are shown instead of sent.
    package let isDevelopment: Bool
    /// The e-mail address for reports of vulnerabilities; nil where none is set.
    package let securityContact: String?
    /// The support lines that pages of services show.
    package let support: SupportLines
    /// The clock; no module below the programs reads one itself.
    package let now: @Sendable () -> Timestamp
    /// The settings that every request needs.
    package let bounds: Bounds
    /// Makes the ids of requests.
    package let requestIDs: RequestIDs
    private let timestamps = TimestampCache()

    /// An edge; the request ids of this run continue from `firstRequestID`, which should be random.
    package init(
        limits: RateLimits,
        logger: Logger,
        publicURL: String,
        isDevelopment: Bool = false,
        securityContact: String? = nil,
        support: SupportLines = SupportLines(),
        bounds: Bounds,
        firstRequestID: UInt64,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.limits = limits
        self.logger = logger
        self.publicURL = publicURL
        self.isDevelopment = isDevelopment
        self.securityContact = securityContact
        self.support = support
        self.bounds = bounds
        self.now = now
        readiness = Readiness(metrics.ready)
        requestIDs = RequestIDs(startingAt: firstRequestID)
    }

    /// The settings that every request needs, read once.
    package struct Bounds: Sendable {
        /// Bytes of a JSON or form body, at most.
        package let body: Int
        /// Bytes of an upload or a batch, at most.
        package let upload: Int
        /// What a check that finds nothing costs, in checks.
        package let notFoundCost: Int
        /// Proxies whose `X-Forwarded-For` is believed.
        package let proxies: [AddressRange]

        /// The values of the settings: sizes in bytes, the cost in checks.
        package init(body: Int, upload: Int, notFoundCost: Int, proxies: [AddressRange]) {
            self.body = body
            self.upload = upload
            self.notFoundCost = notFoundCost
            self.proxies = proxies
        }
    }
}

extension Edge {
    /// Returns the context with the request's id, time, language and network.
    func admit(
        _ context: AppRequestContext,
        with request: Request
    ) -> AppRequestContext {
        var context = context
        context.requestID = requestIDs.next()
        (context.now, context.nowText) = timestamps.text(of: now())
        context.language = Language(accepting: request.headers.value(.acceptLanguage))
        if !bounds.proxies.isEmpty, isProxy(context.peer), let client = forwardedFor(request) {
            context.network = Network(client)
        }
        return context
    }

    /// Returns the last address in `X-Forwarded-For` that is not a trusted proxy's.
    ///
    /// A trusted proxy wrote this one; any client could have written those before it.
    private func forwardedFor(_ request: Request) -> Address? {
        guard let name = HTTPField.Name.forwardedFor else { return nil }
        let entries = request.headers[values: name].flatMap { $0.split(separator: ",") }
        for entry in entries.reversed().prefix(16) {
            guard let address = Address(parsing: entry) else { return nil }
            if !isProxy(address) { return address }
        }
        return nil
    }

    private func isProxy(_ address: Address) -> Bool {
        bounds.proxies.contains { $0.contains(address) }
    }
}
