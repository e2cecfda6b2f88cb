/// The metrics of HTTP, without any of the domain.
package struct EdgeMetrics: MetricTable {
    /// The number of requests, by method, route pattern and status.
    package let requests = Counter(
        "sehat_http_requests_total",
        "Requests by method, route pattern and status.",
        labels: ["method", "route", "status"]
    )
    let durations = Histogram(
        "sehat_http_request_seconds",
        "Time from the head of a request to its response, by route pattern.",
        label: "route"
    )
    /// The number of requests that a rate limit refused, by budget.
    package let rateLimited = Counter(
        "sehat_rate_limited_total",
        "Requests refused by a rate limit.",
        labels: ["budget"],
        values: Budget.allCases.map(\.word)
    )
    let rateLimitKeys = Gauge(
        "sehat_rate_limit_spenders",
        "Networks and API keys whose use of a rate limit is remembered."
    )
    /// The number of open connections.
    package let connections = Gauge("sehat_connections", "Open connections.")
    let connectionsCut = Counter(
        "sehat_connections_cut_total",
        "Connections cut by a limit.",
        labels: ["reason"]
    )
    /// 1 while new requests should be sent to the daemon, otherwise 0.
    package let ready = Gauge("sehat_ready", "1 while /readyz answers 200.")

    /// The metrics at startup; each count begins at zero.
    package init() {}
}
