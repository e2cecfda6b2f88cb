/// The metrics of HTTP, without any of the domain.
package struct EdgeMetrics: MetricTable {
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
    package let connections = Gauge("sehat_connections", "Open connections.")
    let connectionsCut = Counter(
        "sehat_connections_cut_total",
        "Connections cut by a limit.",
        labels: ["reason"]
    )
    package let ready = Gauge("sehat_ready", "1 while /readyz answers 200.")

    package init() {}
}
